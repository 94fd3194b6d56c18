import type { Block, JinjaTemplate } from '../../../syntax/jinja';

/** The text of a block's body, tags included. */
export function rawText(template: JinjaTemplate, block: Block): string {
  return template.text.slice(block.open.end, block.close?.start ?? block.span.end);
}
