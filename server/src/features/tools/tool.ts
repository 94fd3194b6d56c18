import type { Finding, Severity } from '../../model/rule';
import type { Workspace } from '../../model/workspace';
import type { Impact } from '../impact';

/** What a tool may look at. Nothing here changes a file. */
export interface ToolContext {
  readonly workspace: Workspace;
  /** Shown as the root of the files. */
  readonly root: string;
  /** Runs what asks for columns: a circle among them is found out on the way. */
  guarded<T>(work: () => T): T;
  /** Findings of a file, with severities and suppressions applied. */
  lint(path: string): readonly { readonly finding: Finding; readonly severity: Severity }[];
  /** What differs from another commit, and what that does. Null: where the work left the main branch. */
  impact(base: string | null): Promise<Impact | { readonly problem: string }>;
}

/** A question an assistant may ask of the workspace. The same definitions serve the editor and the protocol for assistants. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  /** For the model: what it answers, and when to ask. */
  readonly description: string;
  /** For people, in the editor's list of tools. */
  readonly summary: string;
  readonly icon: string;
  /** JSON Schema of the input, an object. */
  readonly input: InputSchema;
  run(context: ToolContext, input: ToolInput): ToolAnswer | Promise<ToolAnswer>;
}

export interface InputSchema {
  readonly type: 'object';
  readonly properties: { readonly [name: string]: PropertySchema };
  readonly required?: readonly string[];
  readonly additionalProperties: false;
}

export interface PropertySchema {
  readonly type: 'string' | 'integer' | 'boolean';
  readonly description: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

export type ToolInput = { readonly [name: string]: string | number | boolean | undefined };

/** `text` is what a model reads, `data` the same as plain JSON. A problem says what to ask instead. */
export type ToolAnswer = { readonly text: string; readonly data: { readonly [name: string]: unknown } } | { readonly problem: string };

/** Checks an input against a schema: the values, or what is wrong in words that help to ask again. Integers out of bounds are moved into them. */
export function readInput(schema: InputSchema, given: unknown): { readonly input: ToolInput } | { readonly problem: string } {
  if (given !== undefined && given !== null && (typeof given !== 'object' || Array.isArray(given))) return { problem: 'The input must be an object.' };
  const values = (given ?? {}) as { readonly [name: string]: unknown };
  const input: { [name: string]: string | number | boolean } = {};
  for (const [name, value] of Object.entries(values)) {
    const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    if (!property) return { problem: `There is no argument '${name.slice(0, 100)}'; there ${Object.keys(schema.properties).length === 1 ? 'is' : 'are'} ${Object.keys(schema.properties).join(', ')}.` };
    if (value === undefined || value === null) continue;
    const fits = property.type === 'integer' ? Number.isInteger(value) : typeof value === property.type;
    if (!fits) return { problem: `'${name}' must be ${property.type === 'integer' ? 'a whole number' : property.type === 'boolean' ? 'true or false' : 'text'}.` };
    if (property.enum && !property.enum.includes(value as string)) return { problem: `'${name}' must be one of ${property.enum.join(', ')}.` };
    input[name] = typeof value === 'number' ? Math.min(Math.max(value, property.minimum ?? value), property.maximum ?? value) : (value as string | boolean);
  }
  for (const name of schema.required ?? []) if (input[name] === undefined || input[name] === '') return { problem: `'${name}' is missing: ${schema.properties[name]!.description}` };
  return { input };
}

export function textOf(input: ToolInput, name: string): string | null {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function numberOf(input: ToolInput, name: string, otherwise: number): number {
  const value = input[name];
  return typeof value === 'number' ? value : otherwise;
}
