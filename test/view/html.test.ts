import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { html } from '../../server/src/features/render/html';
import { HOSTILE, madeGraph } from './made';

const parts = { script: 'globalThis.ran = "</script><b>";\n// <!-- not a comment', style: 'body{color:red}/*</style>*/' };

describe('the page as one file', () => {
  const { map, detail } = madeGraph(HOSTILE.length, true);
  const text = html(map, detail, parts);

  test('lets run and apply exactly what it holds', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)![1]!;
    const hash = (body: string): string => `'sha256-${createHash('sha256').update(body).digest('base64')}'`;
    const script = /<script>([\s\S]*?)<\/script>/.exec(text)![1]!;
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)![1]!;
    assert.ok(policy.includes(`script-src ${hash(script)};`));
    assert.ok(policy.includes(`style-src ${hash(style)};`));
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.match(script, /not a comment/, 'the script is whole');
  });

  test('names in it end no element and open none', () => {
    assert.equal([...text.matchAll(/<script/g)].length, 2);
    assert.equal([...text.matchAll(/<\/script>/g)].length, 2);
    assert.doesNotMatch(text, /<img|<svg|<!--/);
    const data = JSON.parse(/id="data">([\s\S]*?)<\/script>/.exec(text)![1]!) as { map: unknown; detail: unknown };
    assert.deepEqual(data, JSON.parse(JSON.stringify({ map, detail })), 'and come back as they were');
  });

  test('the title is text', () => {
    assert.match(text, /<title>&#34;&#62;&#60;script&#62;alert\(2\)&#60;\/script&#62;: lineage<\/title>/);
  });

  test('fetches nothing and is the same for the same graph', () => {
    const { map: plain, detail: columns } = madeGraph(30);
    assert.doesNotMatch(html(plain, columns, parts), /(src|href)=|url\(/);
    assert.equal(html(map, detail, parts), text);
  });
});
