// Lays cfn-lint beside ours: every faulty template must have an error of both at one line, every sound one none of ours.
//   node test/oracle/cloudformation/run.mjs [FOLDER…]   also every template below these folders
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { check } from '../product.mjs';
import { environment, oracleFolder } from '../python.mjs';
import { closingLine } from '../report.mjs';

const python = environment('cfn-lint', [['cfn-lint==1.38.0']]);
if (python.missing) {
  console.error(`SKIPPED: cfn-lint: ${python.missing}`);
  console.log(closingLine({ passed: 0, failed: 0, skipped: 1 }));
  process.exit(0);
}
const HEAD = 'AWSTemplateFormatVersion: "2010-09-09"\nParameters:\n  Env: {Type: String, Default: dev}\nResources:\n  Lake:\n    Type: AWS::S3::Bucket\n';
const stream = properties => `${HEAD}  Orders:\n    Type: AWS::Kinesis::Stream\n    Properties:\n${properties.map(p => `      ${p}\n`).join('')}`;
const FAULTS = {
  'ref': [`${HEAD}Outputs:\n  O:\n    Value: !Ref Lakee\n`, 9], 'ref-long': [`${HEAD}Outputs:\n  O:\n    Value: {Ref: Lakee}\n`, 9], 'getatt': [`${HEAD}Outputs:\n  O:\n    Value: !GetAtt Lak.Arn\n`, 9],
  'getatt-parameter': [`${HEAD}Outputs:\n  O:\n    Value: !GetAtt Env.Arn\n`, 9], 'getatt-long': [`${HEAD}Outputs:\n  O:\n    Value:\n      Fn::GetAtt: [Lak, Arn]\n`, 10],
  'sub': [`${HEAD}Outputs:\n  O:\n    Value: !Sub "x-\${Envv}"\n`, 9], 'sub-getatt': [`${HEAD}Outputs:\n  O:\n    Value: !Sub "x-\${Lakes.Arn}"\n`, 9], 'sub-list': [`${HEAD}Outputs:\n  O:\n    Value: !Sub ["x-\${A}-\${B}", {A: x}]\n`, 9],
  'depends': [stream(['ShardCount: 1']).replace('    Properties', '    DependsOn: Lakes\n    Properties'), 9], 'depends-list': [stream(['ShardCount: 1']).replace('    Properties', '    DependsOn: [Lake, Lakes]\n    Properties'), 9], 'depends-parameter': [stream(['ShardCount: 1']).replace('    Properties', '    DependsOn: Env\n    Properties'), 9],
  'retention-low': [stream(['ShardCount: 1', 'RetentionPeriodHours: 2']), 11], 'stream-mode': [stream(['StreamModeDetails: {StreamMode: SOMETIMES}']), 10],
  'queue-retention': [`${HEAD}  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      MessageRetentionPeriod: 5\n`, 10], 'queue-visibility': [`${HEAD}  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: 99999\n`, 10],
  'billing': [`${HEAD}  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      BillingMode: FREE\n      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]\n      KeySchema: [{AttributeName: id, KeyType: HASH}]\n`, 10],
};
// What the service refuses when the stack is made, by its own reference; the linter's schemas leave it open.
const LATER = new Set(['retention-low', 'billing']);
const SOUND = {
  all: `${stream(['ShardCount: 1', 'RetentionPeriodHours: 48', 'Name: !Join ["-", [orders, !Ref Env, !Ref "AWS::Region"]]'])}  Q:\n    Type: AWS::SQS::Queue\n    DependsOn: [Orders, Lake]\n    Properties:\n      QueueName: !Sub ["\${Env}-\${Own}-\${AWS::Region}", {Own: !GetAtt Lake.Arn}]\nOutputs:\n  Arn:\n    Value: !GetAtt Orders.Arn\n    Export: {Name: !Sub "\${Env}-orders"}\n`,
};
const folder = path.join(oracleFolder, 'cloudformation-runs');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, [text]] of Object.entries(FAULTS)) writeFileSync(path.join(folder, `fault-${name}.yaml`), text);
for (const [name, text] of Object.entries(SOUND)) writeFileSync(path.join(folder, `sound-${name}.yaml`), text);
const further = process.argv.slice(2).filter(a => !a.startsWith('--')).flatMap(walk);
further.forEach((f, i) => cpSync(f, path.join(folder, `further-${i}${path.extname(f)}`)));

const files = readdirSync(folder).sort();
const theirs = new Map();
for (let i = 0; i < files.length; i += 40) {
  const some = files.slice(i, i + 40).map(f => path.join(folder, f));
  const run = spawnSync(python.bin('cfn-lint'), ['--format', 'json', '--regions', 'eu-west-1', '--', ...some], { encoding: 'utf8', maxBuffer: 1 << 28 });
  for (const m of JSON.parse(run.stdout || '[]')) if (m.Level === 'Error') theirs.set(path.basename(m.Filename), [...(theirs.get(path.basename(m.Filename)) ?? []), { rule: m.Rule.Id, line: m.Location.Start.LineNumber, message: m.Message }]);
}
const ours = new Map();
for (const d of await check(folder)) if (d.severity === 'error') ours.set(d.file, [...(ours.get(d.file) ?? []), d]);
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const file of files) {
  const [our, their] = [ours.get(file) ?? [], theirs.get(file) ?? []];
  const fault = /^fault-(.*)\.yaml$/.exec(file)?.[1];
  const line = fault ? FAULTS[fault][1] : null;
  const good = fault ? our.some(d => d.line === line) && their.some(m => m.line === line) !== LATER.has(fault) : our.every(d => their.some(m => m.line === d.line));
  if (good) counts.passed++;
  else {
    counts.failed++;
    console.log(`${file}${file.startsWith('further') ? ` (${further[Number(/\d+/.exec(file)[0])]})` : ''}: ours ${our.map(d => `${d.line} ${d.message}`).join('; ') || 'none'}; theirs ${their.map(m => `${m.line} ${m.rule} ${m.message}`).join('; ') || 'none'}`);
  }
}
console.log(closingLine(counts));
process.exit(counts.failed > 0 ? 1 : 0);

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(e => {
    const at = path.join(folder, e.name);
    if (e.isDirectory()) return e.name === '.git' || e.name === 'node_modules' ? [] : walk(at);
    return /\.(ya?ml|json|template)$/.test(e.name) && /AWSTemplateFormatVersion/.test(readFileSync(at, 'utf8').slice(0, 4096)) ? [at] : [];
  });
}
