import { readToken, recoverTag, type Token } from './tokens';
import type { JinjaTemplate, OutputSegment, TagSegment } from './tree';

/** The tokens of the inside of a tag: as Jinja reads them, or as recovery does where the tag is broken. */
export function tokensOf(template: JinjaTemplate, segment: OutputSegment | TagSegment): readonly Token[] {
  const { text } = template;
  const { start, end } = segment.inner;
  const mark = segment.kind === 'tag' ? '%}' : '}}';
  if (!segment.sound) return recoverTag(text, start, template.end, mark).tokens;
  const tokens: Token[] = [];
  for (let token = readToken(text, start, end, null); token.kind !== 'eof'; token = readToken(text, token.end, end, null)) tokens.push(token);
  return tokens;
}
