import type { Json, Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import type { JinjaTemplate } from '../../../syntax/jinja';
import type { Source } from './draft';
import type { CallFacts } from './sqlCalls';

export interface QueryPlace {
  readonly dataset: Key | null;
  readonly job: Key | null;
  readonly span: Span;
  readonly block: number;
  readonly snapshot?: { readonly [name: string]: Json };
}

export function extractQuery(_source: Source, _template: JinjaTemplate, _place: QueryPlace, _facts: CallFacts): void {}
