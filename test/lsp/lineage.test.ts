import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import type { LineageDetail } from '../../server/src/features/lineage/detail';
import type { LineageAtResult, LineageMapResult, LineagePlaceResult, PlaceAt } from '../../server/src/lsp/protocol';
import { fill, isolateGit, tempFolder } from '../host/temp';
import { type Client, positionOf, serverFile, startClient } from './client';
import { SHOP } from './shop';

isolateGit();
const running: Client[] = [];
after(() => {
  for (const c of running) c.kill();
});

async function start(): Promise<Client> {
  const client = await startClient(await serverFile(tempFolder()), { root: fill(path.join(tempFolder(), 'shop'), SHOP) });
  running.push(client);
  await client.scanned();
  return client;
}
const textOf = (client: Client, file: string): string => readFileSync(path.join(client.root, file), 'utf8');

test('the map, its details and places, for the lineage view', async () => {
  const client = await start();
  const { root, map } = await client.request<LineageMapResult>('pipewright/lineageMap', {});
  const [receipts, staged, customers] = ['receipts', 'stg_receipts', 'customers'].map(label => map.nodes.findIndex(n => n.label === label));
  assert.deepEqual(map.edges.map(e => [e.from, e.to]).sort(), [[receipts, staged], [staged, customers]].sort());
  assert.equal(map.nodes[customers!]!.marks.tests, 1);
  assert.equal(map.nodes[customers!]!.project, 'shop');
  assert.ok(map.nodes[receipts!]!.external);

  const ids = [receipts!, staged!, customers!].map(i => map.nodes[i]!.id);
  const detail = await client.request<LineageDetail>('pipewright/lineageDetail', { root, ids });
  const total = detail.nodes.find(n => n.id === ids[2])?.columns.find(c => c.name === 'total');
  assert.equal(total?.expression, 'sum(amount)');
  assert.deepEqual(detail.nodes.find(n => n.id === ids[1])?.columns.find(c => c.name === 'receipt_id')?.tests.toSorted(), ['not_null', 'unique']);
  assert.ok(detail.links.find(l => l.to === ids[2])?.columns.some(c => c.from === 'amount' && c.to === 'total' && c.kind === 'aggregation'));

  const place = await client.request<LineagePlaceResult>('pipewright/lineagePlace', { root, id: ids[1], column: 'amount' });
  assert.ok(place.declared[0]?.uri.endsWith('models/stg_receipts.sql'));
  assert.equal(place.declared[0]?.range.start.line, 3);
  assert.ok(place.references.some(r => r.uri.endsWith('models/customers.sql')));
  const edge = await client.request<PlaceAt>('pipewright/lineageEdge', { root, from: ids[1], to: ids[2] });
  assert.deepEqual([edge.uri.endsWith('models/customers.sql'), edge.range.start.line], [true, 1]);
  assert.deepEqual(await client.request('pipewright/lineagePlace', { root, id: 'nothing' }), { declared: [], references: [] });
  assert.equal(await client.request('pipewright/lineageEdge', { root, from: ids[2], to: ids[0] }), null);
});

test('what stands at the cursor, what is exported', async () => {
  const client = await start();
  const file = 'models/customers.sql';
  const at = (piece: string, shift = 1): Promise<LineageAtResult | null> => client.request('pipewright/lineageAt', { uri: client.uri(file), position: positionOf(textOf(client, file), piece, shift) });
  const reference = await at('stg_receipts');
  assert.match(reference!.id, /stg_receipts/);
  assert.equal(reference!.column, null);
  assert.equal((await at('sum(amount)', 5))?.column, 'amount');
  assert.match((await client.request<LineageAtResult>('pipewright/lineageAt', { uri: client.uri(file) })).id, /customers/);
  assert.equal(await client.request('pipewright/lineageAt', { uri: 'file:///elsewhere/x.sql' }), null);

  const { root, id } = reference!;
  for (const [format, looks] of [['mermaid', /^flowchart/], ['dot', /digraph/], ['json', /"version": 1/], ['openlineage', /schemaURL/], ['svg', /^<svg/], ['html', /sha256-/]] as const) {
    const text = await client.request<string>('pipewright/lineageExport', { root, ids: [id], format, columns: true, page: { script: '0', style: '' } });
    assert.match(text, looks, format);
    assert.match(text, /stg_receipts/, format);
  }
});
