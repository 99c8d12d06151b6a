// Generated from the API's own schema by scripts/api-types.ts

export const filmSchema = {
  "properties": {
    "title": {
      "type": "string",
      "maxLength": 500,
      "pattern": "\\S"
    },
    "year": {
      "type": "integer",
      "minimum": 1870,
      "maximum": 2100
    },
    "cast": {
      "maxItems": 500,
      "type": "array",
      "items": {
        "type": "string",
        "maxLength": 200,
        "pattern": "\\S"
      }
    },
    "directors": {
      "maxItems": 50,
      "type": "array",
      "items": {
        "type": "string",
        "maxLength": 200,
        "pattern": "\\S"
      }
    },
    "genres": {
      "maxItems": 50,
      "type": "array",
      "items": {
        "type": "string",
        "maxLength": 100,
        "pattern": "\\S"
      }
    },
    "href": {
      "type": "string",
      "maxLength": 1024,
      "pattern": "\\S"
    },
    "extract": {
      "type": "string",
      "maxLength": 20000
    },
    "alternativeTitles": {
      "maxItems": 100,
      "type": "array",
      "items": {
        "type": "string",
        "maxLength": 500,
        "pattern": "\\S"
      }
    },
    "plot": {
      "type": "string",
      "maxLength": 20000
    },
    "thumbnail": {
      "type": "string",
      "maxLength": 2048,
      "format": "uri"
    },
    "thumbnailWidth": {
      "type": "integer",
      "minimum": 1,
      "maximum": 20000
    },
    "thumbnailHeight": {
      "type": "integer",
      "minimum": 1,
      "maximum": 20000
    },
    "popularity": {
      "type": "number",
      "minimum": 0,
      "maximum": 100
    }
  },
  "required": [
    "title",
    "year"
  ]
} as const;
