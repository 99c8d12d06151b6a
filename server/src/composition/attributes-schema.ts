import * as z from 'zod';
import { readDeclarations, type DeclaredAttributes } from '../domain/declared-attributes.ts';

/** The setting with the declared attributes, as JSON; see docs/attributes.md. Default: none. */
export const attributesSchema = z
  .string()
  .default('[]')
  .transform((json, context): DeclaredAttributes => {
    try {
      return readDeclarations(JSON.parse(json));
    } catch (error) {
      const { message } = error as Error;
      context.addIssue(error instanceof SyntaxError ? `is not JSON: ${message}` : message);
      return z.NEVER;
    }
  });
