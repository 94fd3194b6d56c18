import operators from './data/operators.json';

/** What is known of an operator class. Parameters by name. */
export interface OperatorFacts {
  readonly module: string;
  readonly kind?: string;
  /** Parameters that hold a query; dots lead into a dict. */
  readonly sql?: readonly string[];
  /** Of the query, where it is no SQL. */
  readonly language?: string;
  readonly source?: readonly string[];
  readonly destination?: readonly string[];
  readonly target?: readonly string[];
  readonly direction?: { readonly parameter: string; readonly default: string; readonly reversedBy: string };
  /** Database, schema or project of unqualified names. */
  readonly scope?: readonly string[];
  /** Connection parameters and their defaults. */
  readonly connection?: { readonly [parameter: string]: string | null };
  readonly templated?: readonly string[];
  readonly templateFiles?: readonly string[];
  readonly deprecated?: string | boolean;
  readonly movedTo?: string;
  readonly formerly?: readonly string[];
}

const FACTS = operators as { readonly [name: string]: OperatorFacts };
const NAMES = new Map(Object.entries(FACTS));
const FORMER = new Map(Object.entries(FACTS).flatMap(([name, f]) => (f.formerly ?? []).map(path => [path, name] as const)));

/** Facts of a class by its name or former path; undefined for classes of the project's own. */
export function operatorFacts(name: string, path = ''): OperatorFacts | undefined {
  return NAMES.get(name) ?? NAMES.get(FORMER.get(path) ?? '');
}

export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** Whether a class makes a task, by its name alone. */
export function looksLikeOperator(name: string): boolean {
  return /^[A-Z]\w*(Operator|Sensor|Transfer)(Async|V2)?$/.test(name) || NAMES.has(name) || name === 'ExternalTaskMarker';
}

export function isSensor(name: string, path = ''): boolean {
  return operatorFacts(name, path)?.kind === 'sensor' || /Sensor(Async|V2)?$/.test(name);
}

/** Whether a parameter takes the result of another task. Of unknown classes, every one may. */
export function isTemplated(family: string, parameter: string): boolean {
  const facts = operatorFacts(family);
  if (!facts?.templated) return true;
  return facts.templated.includes(parameter) || facts.connection?.[parameter] !== undefined || parameter === 'impersonation_chain' || parameter === 'region_name';
}
