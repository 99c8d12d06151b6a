import { Container, type ContainerModule, type ServiceIdentifier } from 'inversify';
import { TOKENS } from './tokens.ts';

type Tokens = typeof TOKENS;

/** Values that the caller provides. Each property has the name of a token in {@link TOKENS}. */
export type Given = {
  readonly [Name in keyof Tokens]?: Tokens[Name] extends ServiceIdentifier<infer Value> ? Value : never;
};

/**
 * Creates a container. The container creates every dependency once, when it is first needed.
 *
 * @param given values that the caller already has. Such a value replaces the one that a module binds to the same token
 */
export function createContainer(modules: readonly ContainerModule[], given: Given): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(...modules);
  for (const [name, value] of Object.entries(given)) {
    const token: ServiceIdentifier = TOKENS[name as keyof Tokens];
    if (container.isBound(token)) container.unbind(token);
    container.bind(token).toConstantValue(value);
  }
  return container;
}
