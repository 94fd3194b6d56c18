// protoc, as Maven has it, judges small files: what it refuses must be an error of ours, and nothing else.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check } from '../product.mjs';
import { root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const home = path.join(root, '.oracle/protobuf');
const count = { passed: 0, failed: 0, skipped: 0 };
const three = body => `syntax = "proto3";\npackage shop;\n${body}\n`;
const message = body => three(`message M {\n${body}\n}`);
const two = body => `syntax = "proto2";\nmessage M {\n${body}\n}\n`;

const cases = {
  sound: message('int64 a = 1; repeated string b = 2; map<string, M> c = 3; oneof d { string e = 4; bytes f = 5; } optional bool g = 6 [deprecated = true]; reserved 7, 9 to 11; reserved "h"; message N { M m = 1; } enum E { option allow_alias = true; Z = 0; Y = 0; } extend google.protobuf.X {}'.replace(' extend google.protobuf.X {}', '')),
  keywords: message('int32 message = 1; string enum = 2; bool reserved = 3; string oneof = 4; M optional = 5; string map = 6; int32 option = 7;'),
  proto2: two('required int32 a = 1; optional string b = 2 [default = "x;}"]; extensions 100 to 199; repeated group G = 3 { optional int32 x = 1; }'),
  editions: 'edition = "2023";\nmessage M { int32 a = 1; string b = 2; }\n',
  service: three('message M {}\nservice S { option deprecated = true; rpc Get (M) returns (stream M) { option idempotency_level = NO_SIDE_EFFECTS; } rpc Put (stream M) returns (M); }'),
  comments: '// first\n/* second\n * syntax = "x" */\nsyntax = "proto3"; // third\nmessage M { /* a */ int32 a = 1; // b\n }\n',
  options: three('option java_package = "x";\noption (custom) = { a: 1 b: "}" };\nmessage M { int32 a = 1; }').replace('option (custom) = { a: 1 b: "}" };\n', ''),
  hex: message('int32 a = 0x1; int32 b = 010;'),
  'number-twice': message('int32 a = 1; int32 b = 1;'), 'name-twice': message('int32 a = 1; int32 a = 2;'), 'number-reserved': message('reserved 2; int32 a = 2;'), 'range-reserved': message('reserved 2 to 4; int32 a = 3;'), 'name-reserved': message('reserved "a"; int32 a = 1;'),
  zero: message('int32 a = 0;'), own: message('int32 a = 19500;'), large: message('int32 a = 536870912;'), required3: message('required int32 a = 1;'), unlabelled2: two('int32 a = 1;'), 'enum-first': three('enum E { A = 1; }'), 'enum-none': three('enum E { }'), 'enum-twice': three('enum E { A = 0; B = 0; }'),
  'enum-name': three('enum E { A = 0; A = 1; }'), 'enum-scope': three('enum E { A = 0; }\nenum F { A = 0; }'), 'enum-nested-scope': message('enum E { A = 0; } enum F { B = 0; }'), 'message-twice': three('message M {}\nmessage M {}'), 'map-key': message('map<double, string> a = 1;'), 'map-label': message('repeated map<string, string> a = 1;'),
  'oneof-label': message('oneof x { repeated string a = 1; }'), 'oneof-map': message('oneof x { map<string, string> a = 1; }'), 'no-number': message('int32 a;'), 'no-semicolon': message('int32 a = 1 int32 b = 2;'), 'no-brace': three('message M { int32 a = 1;'), 'bad-syntax': 'syntax = "proto4";\nmessage M {}\n', 'stray': three('mesage M {}'), negative: message('int32 a = -1;'),
  'enum-negative': three('enum E { A = 0; B = -1; }'), 'enum-reserved': three('enum E { reserved 2; A = 0; B = 2; }'), 'oneof-number': message('int32 a = 1; oneof x { string b = 1; }'), 'nested-names': message('message A {} message A {}'),
};

const protoc = install();
if (!protoc) {
  console.log('protoc is out of reach');
  count.skipped = Object.keys(cases).length;
} else {
  const folder = mkdtempSync(path.join(tmpdir(), 'protobuf-'));
  for (const [name, text] of Object.entries(cases)) writeFileSync(path.join(folder, `${name}.proto`), text);
  const ours = new Map((await check(folder)).filter(d => d.severity === 'error').map(d => [path.parse(d.file).name, d.message]));
  for (const name of Object.keys(cases)) {
    const run = spawnSync(protoc, [`--proto_path=${folder}`, '--descriptor_set_out=/dev/null', `${name}.proto`], { encoding: 'utf8' });
    if ((run.status !== 0) === ours.has(name)) count.passed++;
    else {
      count.failed++;
      console.log(`${name}: ${run.status === 0 ? 'accepted' : run.stderr.trim().split('\n')[0]}, ours: ${ours.get(name) ?? 'nothing'}`);
    }
  }
  rmSync(folder, { recursive: true });
}
console.log(closingLine(count));
process.exit(count.failed > 0 ? 1 : 0);

function install() {
  const found = () => (existsSync(home) ? readdirSync(home).find(f => f.endsWith('.exe')) : undefined);
  if (!found()) {
    mkdirSync(home, { recursive: true });
    const platform = process.platform === 'darwin' ? 'osx' : process.platform === 'win32' ? 'windows' : 'linux';
    const artifact = `com.google.protobuf:protoc:4.29.3:exe:${platform}-${process.arch === 'arm64' ? 'aarch_64' : 'x86_64'}`;
    spawnSync('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${home}`], { cwd: home, encoding: 'utf8' });
  }
  const name = found();
  if (!name) return null;
  chmodSync(path.join(home, name), 0o755);
  return path.join(home, name);
}
