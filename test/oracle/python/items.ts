import { readPython } from '../../../server/src/syntax/python';
import { blocksOf, childExpressions, expressionsIn } from '../../../server/src/syntax/python/walk';
import type { CallExpression, Expression, ImportStatement, Parameter, Statement } from '../../../server/src/syntax/python/tree';

/** What is in a Python file, in the words of `read.py` and in its order. Annotations are read too, as CPython reads them. */
export function itemsOf(text: string): string[] {
  const lineOf = lines(text);
  const out: string[] = [];
  const all = (es: readonly (Expression | null)[]): void => {
    const todo = es.filter((e): e is Expression => e !== null);
    for (let e = todo.pop(); e !== undefined; e = todo.pop()) {
      if (e.kind === 'call') out.push(call(e));
      else if (e.kind === 'text' && !e.prefix.includes('b')) out.push(`text ${e.value}`);
      else if (e.kind === 'joined' && e.parts.every(p => p.kind === 'text' && !p.prefix.includes('b'))) {
        out.push(`text ${e.parts.map(p => (p.kind === 'text' ? p.value : '')).join('')}`);
        continue;
      } else if (e.kind === 'joined') {
        todo.push(...e.parts.filter(p => p.kind === 'format'));
        continue;
      } else if (e.kind === 'lambda') todo.push(...annotations(e.parameters));
      todo.push(...childExpressions(e));
    }
  };
  const block = (body: readonly Statement[], inside: string): void => {
    for (const s of body) {
      let below = inside;
      if (s.kind === 'function' || s.kind === 'class') {
        out.push(`${s.kind === 'class' ? 'class' : 'def'} ${inside}${s.name}@${lineOf(s.nameSpan.start)}`);
        below = `${inside}${s.name}.`;
      } else if (s.kind === 'import') out.push(...imports(s, lineOf(s.span.start)));
      all(expressionsIn(s));
      if (s.kind === 'function') all([...annotations(s.parameters), s.returns]);
      if (s.kind === 'assign') all([s.annotation]);
      for (const inner of blocksOf(s)) block(inner, below);
    }
  };
  block(readPython(text).body, '');
  return out;
}

function annotations(parameters: readonly Parameter[]): Expression[] {
  return parameters.flatMap(p => (p.annotation === null ? [] : [p.annotation]));
}

function call(e: CallExpression): string {
  const keywords = e.args.flatMap(a => (a.name !== null ? [a.name] : a.star === '**' ? ['**'] : [])).sort();
  return `call ${dotted(e.callee)}/${e.args.filter(a => a.name === null && a.star !== '**').length}(${keywords.join(',')})`;
}

function dotted(e: Expression): string {
  if (e.kind === 'name') return e.name;
  return e.kind === 'attribute' ? `${dotted(e.value)}.${e.name}` : '?';
}

function imports(s: ImportStatement, line: number): string[] {
  return s.names.map(n => `import ${s.from?.module ?? '-'} ${n.name} as ${n.alias ?? '-'}@${line}`);
}

/** The line of an offset, from 1. */
function lines(text: string): (offset: number) => number {
  const starts = [0];
  for (const m of text.matchAll(/\r\n|\r|\n/g)) starts.push(m.index + m[0].length);
  return offset => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
