import * as z from 'zod';

/** A JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
};

/** An operation of the OpenAPI document. */
export type Operation = {
  readonly method: string;
  /** The template of its path, such as `/v1/films/{id}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** The schema of the request body for each media type; empty if there is no body. */
  readonly bodies: Readonly<Record<string, Schema>>;
  readonly needsToken: boolean;
};

type Content = Readonly<Record<string, { readonly schema: Schema }>>;
type OperationJson = {
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly security: readonly unknown[];
};
type DocumentJson = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationJson>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** Answers of one status, with a schema for each media type. No media type: the answer has no content. */
type Answer = ReadonlyMap<string, z.ZodType>;

/** What the OpenAPI document of a running product allows. */
export class ApiDocument {
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly problem: z.ZodType;
  readonly #answers = new Map<string, ReadonlyMap<number, Answer>>();

  constructor(json: unknown) {
    const { paths, components } = json as DocumentJson;
    this.schemas = components.schemas;
    this.problem = this.#compile({ $ref: '#/components/schemas/Problem' });
    this.operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([name, operation]) => {
        const method = name.toUpperCase();
        const answers = Object.entries(operation.responses).map(
          ([status, { content = {} }]) =>
            [
              Number(status),
              new Map(Object.entries(content).map(([type, { schema }]) => [type, this.#compile(schema)])),
            ] as const,
        );
        this.#answers.set(`${method} ${path}`, new Map(answers));
        const bodies = Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema]);
        return {
          method,
          path,
          parameters: operation.parameters,
          bodies: Object.fromEntries(bodies) as Record<string, Schema>,
          needsToken: operation.security.length > 0,
        };
      }),
    );
  }

  /**
   * The documented answers with a status. A path such as `/v1/movies/cache` matches two templates, and either may
   * answer.
   *
   * @param method `GET` for HEAD
   * @returns `undefined` if no operation has this method and path
   */
  answers(method: string, path: string, status: number): readonly Answer[] | undefined {
    const matching = this.operations.filter((one) => one.method === method && pattern(one.path).test(path));
    if (matching.length === 0) return undefined;
    return matching.flatMap((one) => this.#answers.get(`${one.method} ${one.path}`)?.get(status) ?? []);
  }

  #compile(schema: Schema): z.ZodType {
    return z.fromJSONSchema(
      withDefinitions({ ...schema, $defs: this.schemas }) as Parameters<typeof z.fromJSONSchema>[0],
    );
  }
}

/** In OpenAPI, shared schemas are components; in a JSON Schema of its own, they are definitions. */
function withDefinitions(schema: object): unknown {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    return key === 'pattern' && typeof value === 'string' && !isPlainPattern(value) ? undefined : value;
  });
  return JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/'));
}

/** Zod compiles patterns without the flag `u`, and so refuses those with characters beyond U+FFFF. Answers are not checked against these. */
function isPlainPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern).source !== '';
  } catch {
    return false;
  }
}

/** The name of a person may contain slashes. */
function pattern(template: string): RegExp {
  const source = template
    .replaceAll('.', '\\.')
    .replace('{name}', '.*')
    .replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${source}/?$`);
}
