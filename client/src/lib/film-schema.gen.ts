// Generated from the API's own schema by scripts/api-types.ts

export const filmSchema = {
  "properties": {
    "title": {
      "type": "string",
      "maxLength": 500
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
        "maxLength": 200
      }
    },
    "directors": {
      "maxItems": 50,
      "type": "array",
      "items": {
        "type": "string",
        "maxLength": 200
      }
    },
    "genres": {
      "maxItems": 50,
      "type": "array",
      "items": {
        "type": "string",
        "maxLength": 100
      }
    },
    "href": {
      "type": "string",
      "maxLength": 1024
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
        "maxLength": 500
      }
    },
    "plot": {
      "type": "string",
      "maxLength": 20000
    },
    "thumbnail": {
      "format": "uri",
      "type": "string",
      "maxLength": 2048
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
