import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { complete } from '../../../server/src/features/completion';
import { hover } from '../../../server/src/features/hover';
import { jsonContextAt, tomlContextAt } from '../../../server/src/syntax/typing';
import { openFixture } from '../../open';

/** What is offered at `$0`: what is inserted by label. */
function offered(files: string): ReadonlyMap<string, string> {
  const { engine, fixture } = openFixture(files);
  const { path, offset } = fixture.cursor!;
  return new Map(complete(engine.workspace, path, offset).items.map(i => [i.label, i.insert]));
}

const DRUID = (inside: string) => `
  //- supervisor.json
  {"type": "kafka", "spec": {"dataSchema": {"dataSource": "orders", ${inside}}, "ioConfig": {"type": "kafka", "topic": "orders"}}}
`;

test('JSON: keys begun in quotes, outside of them, before a colon', () => {
  assert.equal(offered(DRUID('"gran$0"')).get('granularitySpec'), '"granularitySpec": {$0}');
  assert.equal(offered(DRUID('$0')).get('timestampSpec'), '"timestampSpec": {$0}');
  assert.equal(offered(DRUID('"gran$0": {}')).get('granularitySpec'), '"granularitySpec"');
  assert.equal(offered(DRUID('$0')).has('dataSource'), false);
});

test('JSON: values, with quotes and without', () => {
  assert.equal(offered(DRUID('"granularitySpec": {"segmentGranularity": $0}')).get('HOUR'), '"HOUR"');
  assert.equal(offered(DRUID('"granularitySpec": {"segmentGranularity": "H$0"}')).get('HOUR'), '"HOUR"');
  assert.equal(offered(DRUID('"granularitySpec": {"rollup": $0}')).get('true'), 'true');
});

test('TOML: keys of a table, values, names of tables', () => {
  const vector = (inside: string) => `
    //- vector.toml
    [sources.orders]
    type = "kafka"
    [sinks.out]
    inputs = ["orders"]
    ${inside}
  `;
  assert.equal(offered(vector('ty$0')).get('type'), 'type = ');
  assert.equal(offered(vector('$0')).has('inputs'), false);
  assert.equal(offered(vector('$0')).get('buffer')?.startsWith('buffer = '), true);
  assert.equal(offered(vector('[tra$0')).get('transforms'), 'transforms');
  assert.equal(offered(vector('[tra$0]')).get('transforms'), 'transforms');
  assert.equal(offered(vector('# ty$0')).size, 0);
});

test('hover in JSON and TOML explains a key', () => {
  for (const files of [DRUID('"granularity$0Spec": {}'), '\n//- vector.toml\n[sources.a]\nty$0pe = "kafka"\n[sinks.b]\ninputs = ["a"]\ntype="console"\n']) {
    const { engine, fixture } = openFixture(files);
    assert.match(hover(engine.workspace, fixture.cursor!.path, fixture.cursor!.offset)?.markdown ?? '', /\w{4}/);
  }
});

test('a cursor anywhere in any text gives a place inside of the text', () => {
  const piece = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '=', '\n', 'a', 'key', '1', ' ', '#', '.', '//', '\'', '"""');
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(80), (pieces, at) => {
    const text = pieces.join('');
    for (const contextAt of [jsonContextAt, tomlContextAt]) {
      const { replace, path } = contextAt(text, at);
      const cursor = Math.min(at, text.length);
      assert.ok(replace.start <= cursor && cursor <= replace.end && replace.end <= text.length && replace.start >= 0, JSON.stringify([text, at, replace]));
      assert.ok(!path.some(p => String(p).includes('\ue0f3') || String(p).includes('cursor-of')));
    }
  }));
});
