import { type Expression, type FunctionDefinition, lookUp, type Parameter, type Scope, type Value } from '../../../syntax/python';

/** What a function's parameter gets: data of an asset, surely or perhaps; or a context, a resource, a configuration. */
export type Role = 'asset' | 'perhaps' | 'other';

/** Names of a first parameter that gets the context. */
const CONTEXT = new Set(['context', '_context', 'context_', '_']);

/** Parameters that name upstream assets, as Dagster tells them apart: by name and annotation. */
export function inputParameters(definition: FunctionDefinition, scope: Scope): { readonly parameter: Parameter; readonly sure: boolean }[] {
  return definition.parameters.flatMap((parameter, i) => {
    const { name, star, annotation } = parameter;
    if (star !== '' || name === '' || name === 'config' || name === 'self' || (i === 0 && CONTEXT.has(name))) return [];
    const role = annotation === null ? 'asset' : roleOf(annotation, scope, 0);
    return role === 'other' ? [] : [{ parameter, sure: role === 'asset' }];
  });
}

const BUILT_IN = new Set(['str', 'int', 'float', 'bool', 'bytes', 'dict', 'list', 'tuple', 'set', 'frozenset', 'object']);
const DATA = /^(builtins|pandas|polars|pyspark|numpy|pyarrow|geopandas|dask|typing|datetime|decimal|pathlib|collections|sklearn|scipy|xgboost|torch|PIL|requests|xarray)(\.|$)/;

function roleOf(annotation: Expression, scope: Scope, depth: number): Role {
  if (depth > 6) return 'perhaps';
  switch (annotation.kind) {
    case 'binary': return worst(roleOf(annotation.left, scope, depth + 1), annotation.right.kind === 'constant' ? 'asset' : roleOf(annotation.right, scope, depth + 1));
    case 'constant': return 'asset';
    case 'text': return annotation.value.includes('Resource') || /(Context|Config)$/.test(annotation.value) ? 'other' : /^(pd|pl|np)\.|^(str|int|float|dict|list|bool)\b/.test(annotation.value) ? 'asset' : 'perhaps';
    case 'subscript': {
      const outer = lastOf(annotation.value);
      if (outer === 'ResourceParam') return 'other';
      const inner = annotation.index?.kind === 'tuple' ? annotation.index.items[0] : annotation.index;
      if ((outer === 'Optional' || outer === 'Annotated' || outer === 'Union') && inner) return roleOf(inner, scope, depth + 1);
      return roleOf(annotation.value, scope, depth + 1);
    }
    case 'name': case 'attribute': return ofValue(valueOf(annotation, scope), annotation, depth);
    default: return 'perhaps';
  }
}

function worst(a: Role, b: Role): Role {
  return a === 'other' || b === 'other' ? 'other' : a === 'perhaps' || b === 'perhaps' ? 'perhaps' : 'asset';
}

function valueOf(e: Expression, scope: Scope): Value | null {
  if (e.kind === 'name') return lookUp(scope, e.name) ?? null;
  if (e.kind !== 'attribute') return null;
  const value = valueOf(e.value, scope);
  return value?.kind === 'external' ? { kind: 'external', path: `${value.path}.${e.name}` } : null;
}

function ofValue(value: Value | null, e: Expression, depth: number): Role {
  if (value === null) return e.kind === 'name' && BUILT_IN.has(e.name) ? 'asset' : 'perhaps';
  if (value.kind === 'external') return ofPath(value.path);
  if (value.kind === 'class') {
    const bases = value.bases.map(b => ofValue(b, e, depth + 1));
    // A plain class of the file is data; one made from something unknown may be a resource.
    return bases.includes('other') || depth > 8 ? 'other' : bases.includes('perhaps') ? 'perhaps' : 'asset';
  }
  return 'perhaps';
}

function ofPath(path: string): Role {
  if (/^dagster(\.|$|_)/.test(path)) return /\.(Nothing|Any)$/.test(path) ? 'asset' : 'other';
  if (/(Resource|Config|Context|IOManager|Client|Workspace)$/.test(path)) return 'other';
  return DATA.test(path) ? 'asset' : 'perhaps';
}

function lastOf(e: Expression): string {
  return e.kind === 'name' || e.kind === 'attribute' ? e.name : '';
}
