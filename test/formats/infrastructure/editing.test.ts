import assert from 'node:assert/strict';
import test from 'node:test';
import { complete } from '../../../server/src/features/completion';
import { hover } from '../../../server/src/features/hover';
import { composeKeys, composeLink, composeVariables } from '../../../server/src/formats/compose/editing';
import { amazonTypes } from '../../../server/src/formats/infrastructure/cloudformation';
import { dataTypes } from '../../../server/src/formats/infrastructure/meanings';
import { cloudformationLink, cloudformationTypes, terraformLink, terraformTypes } from '../../../server/src/formats/infrastructure/pages';
import { type KeyPages, textOfPage, valuesOfPage } from '../../../server/src/formats/shared/pages';
import { openFixture } from '../../open';

function offered(files: string): ReadonlyMap<string, string> {
  const { engine, fixture } = openFixture(files);
  return new Map(complete(engine.workspace, fixture.cursor!.path, fixture.cursor!.offset).items.map(i => [i.label, i.insert]));
}

function hovered(files: string): string {
  const { engine, fixture } = openFixture(files);
  return hover(engine.workspace, fixture.cursor!.path, fixture.cursor!.offset)?.markdown ?? '';
}

/** Every key has a text that is a sentence, values that are texts, a parent that is a key, and a link. */
function sound(name: string, pages: KeyPages, link: string | null): void {
  assert.match(link ?? '', /^https:\/\/\S+$/, name);
  for (const [key, page] of Object.entries(pages)) {
    const text = textOfPage(page);
    assert.ok(/^\S.*[.…]$/s.test(text) && text.length >= 5, `${name} ${key}: '${text}'`);
    assert.ok(!/\u2014|TODO/.test(text), `${name} ${key}`);
    assert.equal(new Set(valuesOfPage(page)).size, valuesOfPage(page).length, `${name} ${key}`);
  }
}

function nested(name: string, pages: KeyPages): void {
  assert.ok(Object.hasOwn(pages, ''), name);
  for (const key of Object.keys(pages)) {
    const parent = key.slice(0, Math.max(key.lastIndexOf('.'), 0));
    assert.ok(Object.hasOwn(pages, parent), `${name}: ${key} has no parent`);
  }
}

test('every key of the tables has a text and a link', () => {
  for (const [type, pages] of Object.entries(terraformTypes)) {
    sound(type, pages, terraformLink(type));
    nested(type, pages);
  }
  for (const [type, pages] of Object.entries(cloudformationTypes)) {
    sound(type, pages, cloudformationLink(type));
    nested(type, pages);
  }
  for (const [place, pages] of Object.entries(composeKeys)) sound(place, pages, composeLink(place));
  for (const [system, { link, variables }] of Object.entries(composeVariables)) sound(system, variables, link);
  const count = (tables: readonly KeyPages[]) => tables.reduce((sum, t) => sum + Object.keys(t).length, 0);
  assert.ok(count(Object.values(terraformTypes)) > 1_000 && count(Object.values(cloudformationTypes)) > 300 && count(Object.values(composeKeys)) > 90);
});

test('every resource that means something for data has its page', () => {
  assert.deepEqual(dataTypes().filter(t => !Object.hasOwn(terraformTypes, t)), []);
  assert.deepEqual(amazonTypes().filter(t => !Object.hasOwn(cloudformationTypes, t)), []);
});

const TF = (inside: string) => `
  //- main.tf
  variable "env" {}
  locals { lake = "x" }
  resource "aws_s3_bucket" "lake" { bucket = "acme" }
  resource "aws_kinesis_firehose_delivery_stream" "f" {
    name = "to-lake"
    ${inside}
  }
`;

test('Terraform: arguments, blocks, values, types, addresses', () => {
  assert.equal(offered(TF('dest$0')).get('destination'), 'destination = ');
  assert.equal(offered(TF('$0')).get('extended_s3_configuration'), 'extended_s3_configuration {\n  $0\n}');
  assert.equal(offered(TF('$0')).has('name'), false);
  assert.equal(offered(TF('destination = "$0"')).get('extended_s3'), 'extended_s3');
  assert.equal(offered(TF('destination = $0')).get('extended_s3'), '"extended_s3"');
  assert.equal(offered(TF('extended_s3_configuration {\n      compr$0\n    }')).get('compression_format'), 'compression_format = ');
  assert.equal(offered(TF('dynamic "extended_s3_configuration" {\n    content {\n      buffering_$0\n    }\n  }')).get('buffering_size'), 'buffering_size = ');
  assert.equal(offered(TF('kinesis_source_configuration { kinesis_stream_arn = var.$0 }')).get('env'), 'env');
  assert.equal(offered(TF('prefix = local.la$0')).get('lake'), 'lake');
  assert.equal(offered(TF('arn = aws_s3_bucket.$0')).get('lake'), 'lake');
  assert.ok(offered('\n//- main.tf\nresource "aws_ki$0" "x" {}\n').has('aws_kinesis_stream'));
  assert.equal(offered(TF('# $0')).size, 0);
});

test('Terraform: hover over types, arguments, blocks, keys of objects', () => {
  assert.match(hovered(TF('destinat$0ion = "extended_s3"')), /\*\*destination\*\*.*registry\.terraform\.io\/providers\/hashicorp\/aws\/latest\/docs\/resources\/kinesis_firehose_delivery_stream/s);
  assert.match(hovered(TF('extended_s3_configu$0ration {\n    }')), /Writing to a bucket/);
  assert.match(hovered(TF('extended_s3_configuration {\n    buffering_s$0ize = 5\n    }')), /MB that are gathered/);
  assert.match(hovered('\n//- main.tf\nresource "aws_kinesis$0_stream" "x" {}\n'), /stream of records/);
  assert.match(hovered('\n//- main.tf\nresource "airbyte_connection" "x" {\n configurations = { streams = [{ na$0me = "o" }] }\n}\n'), /Name of the stream/);
});

test('CloudFormation: types, properties, values, in YAML and JSON', () => {
  const yaml = (inside: string) => `
    //- template.yaml
    AWSTemplateFormatVersion: "2010-09-09"
    Resources:
      Orders:
        Type: AWS::Kinesis::Stream
        Properties:
          ShardCount: 2
          ${inside}
  `;
  assert.equal(offered(yaml('Reten$0')).get('RetentionPeriodHours'), 'RetentionPeriodHours: ');
  assert.equal(offered(yaml('$0')).has('ShardCount'), false);
  assert.equal(offered(yaml('StreamModeDetails:\n            StreamMode: $0')).get('ON_DEMAND'), 'ON_DEMAND');
  assert.match(hovered(yaml('Retention$0PeriodHours: 24')), /24 to 8760.*aws-resource-kinesis-stream\.html/s);
  const json = (inside: string) => `
    //- template.json
    {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Orders": ${inside}}}
  `;
  assert.equal(offered(json('{"Type": "AWS::Kin$0"}')).get('AWS::Kinesis::Stream'), '"AWS::Kinesis::Stream"');
  assert.equal(offered(json('{"Type": "AWS::Kinesis::Stream", "Properties": {$0}}')).get('StreamModeDetails'), '"StreamModeDetails": {$0}');
  assert.match(hovered(json('{"Type": "AWS::Kinesis::Stream", "Properties": {"Shard$0Count": 1}}')), /Number of shards/);
});

test('compose: keys, values, variables of images', () => {
  const compose = (inside: string) => `
    //- docker-compose.yml
    services:
      db:
        image: postgres:17
        ${inside}
      kafka:
        image: apache/kafka:4.0.0
  `;
  assert.equal(offered(compose('health$0')).get('healthcheck'), 'healthcheck: ');
  assert.equal(offered(compose('restart: $0')).get('always'), 'always');
  assert.equal(offered(compose('restart: $0')).get('no'), '"no"');
  assert.equal(offered(compose('environment:\n          POSTGRES_$0')).get('POSTGRES_PASSWORD'), 'POSTGRES_PASSWORD: ');
  assert.equal(offered(compose('environment:\n          - POSTGRES_$0')).get('POSTGRES_PASSWORD'), 'POSTGRES_PASSWORD=');
  assert.equal(offered(compose('environment:\n          POSTGRES_HOST_AUTH_METHOD: $0')).get('trust'), 'trust');
  assert.equal(offered(compose('depends_on:\n          - $0')).has('kafka'), true);
  assert.equal(offered(compose('depends_on:\n          kafka:\n            condition: $0')).has('service_healthy'), true);
  assert.match(hovered(compose('health$0check: {}')), /found out whether.*compose-file\/services/s);
  assert.match(hovered(compose('environment:\n          - POSTGRES_$0DB=shop')), /Database that is made.*hub\.docker\.com\/_\/postgres/s);
  assert.match(hovered(compose('environment: {POSTGRES_$0USER: shop}')), /First user/);
  assert.match(hovered('\n//- docker-compose.yml\nservices:\n  es:\n    image: elasticsearch:8.17.0\n    environment:\n      - discovery.$0type=single-node\n'), /alone/);
});
