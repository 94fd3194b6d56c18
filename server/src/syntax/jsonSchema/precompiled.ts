import type { ValidateFunction } from 'ajv';
import type { SchemaName } from './schemas';

/**
 * The validators as code, made from the schemas by the build (see scripts/validators.mjs), so that nothing is compiled when
 * the program starts. Null where the sources run as they are: then a schema is compiled at first use, with equal results.
 */
export const precompiled: { readonly [name in SchemaName]: ValidateFunction } | null = null as { readonly [name in SchemaName]: ValidateFunction } | null;
