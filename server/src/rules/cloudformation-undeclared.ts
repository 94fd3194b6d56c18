import type { Rule } from '../model/rule';
import { replaceBy } from './shared/names';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'cloudformation-undeclared',
  group: 'references',
  severity: 'error',
  certainty: 'certain',
  summary: 'A template names something that it does not declare',
  why: 'CloudFormation refuses the template: "Unresolved resource dependencies". `Ref` and `Sub` name a parameter or a resource, `GetAtt` and `DependsOn` a resource. Templates with a transform (SAM, macros) are left out, since a transform makes resources of its own.',
  sources: ['cfn-lint E1010, E1019, E1020, E3005', 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html'],
  about: ['cloudformation'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt resource, one that is a parameter',
      files: `
        //- template.yaml
        AWSTemplateFormatVersion: "2010-09-09"
        Parameters:
          Env: {Type: String}
        Resources:
          Orders:
            Type: AWS::Kinesis::Stream
            DependsOn: Env
                       ^^^ There is no resource 'Env' in this template
            Properties:
              Name: !Sub "orders-\${Env}-\${Envv}"
                                          ^^^^ There is no parameter or resource 'Envv' in this template; did you mean 'Env'?
              StreamEncryption: {EncryptionType: KMS, KeyId: alias/aws/kinesis}
        Outputs:
          Arn:
            Value: !GetAtt Order.Arn
                           ^^^^^ There is no resource 'Order' in this template; did you mean 'Orders'?
      `,
    },
    {
      title: 'the fix for one near name',
      files: `
        //- template.yaml
        AWSTemplateFormatVersion: "2010-09-09"
        Resources:
          Orders: {Type: "AWS::SQS::Queue"}
        Outputs:
          Url:
            Value: !Ref Order
                        ^^^^^ There is no parameter or resource 'Order' in this template; did you mean 'Orders'?
      `,
      fixed: `
        //- template.yaml
        AWSTemplateFormatVersion: "2010-09-09"
        Resources:
          Orders: {Type: "AWS::SQS::Queue"}
        Outputs:
          Url:
            Value: !Ref Orders
      `,
    },
    {
      title: 'parameters, resources, pseudo parameters, names of a substitution',
      files: `
        //- template.json
        {"AWSTemplateFormatVersion": "2010-09-09",
         "Parameters": {"Env": {"Type": "String"}},
         "Resources": {
           "Orders": {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": {"Fn::Join": ["-", ["orders", {"Ref": "Env"}, {"Ref": "AWS::Region"}]]}, "StreamEncryption": {"EncryptionType": "KMS", "KeyId": "alias/aws/kinesis"}}},
           "Topic": {"Type": "AWS::SNS::Topic", "DependsOn": ["Orders"], "Properties": {"KmsMasterKeyId": "k", "TopicName": {"Fn::Sub": ["\${Env}-\${Own}-\${!Kept}", {"Own": {"Fn::GetAtt": ["Orders", "Arn"]}}]}}}
         }}
      `,
    },
  ],
};
