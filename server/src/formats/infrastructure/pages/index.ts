import { entry } from '../../../text/entry';
import type { KeyPages } from '../../shared/pages';
import cloudformationPages from './cloudformation.json';
import terraformPages from './terraform.json';

/** What is said of resources, in our words: facts from the providers' references. */
export const terraformTypes: { readonly [type: string]: KeyPages } = terraformPages;
export const cloudformationTypes: { readonly [type: string]: KeyPages } = cloudformationPages;

/** Who makes a provider, by the beginning of its types. */
const SOURCES: { readonly [provider: string]: string } = {
  aws: 'hashicorp/aws', google: 'hashicorp/google', azurerm: 'hashicorp/azurerm', kafka: 'Mongey/kafka', 'kafka-connect': 'Mongey/kafka-connect', confluent: 'confluentinc/confluent', aiven: 'aiven/aiven',
  redpanda: 'redpanda-data/redpanda', upstash: 'upstash/upstash', snowflake: 'snowflakedb/snowflake', databricks: 'databricks/databricks', airbyte: 'airbytehq/airbyte', fivetran: 'fivetran/fivetran', mongodbatlas: 'mongodb/mongodbatlas',
};

/** The page of a resource in the registry of providers. */
export function terraformLink(type: string): string | null {
  const [provider, name] = [type.slice(0, type.indexOf('_')), type.slice(type.indexOf('_') + 1)];
  const source = entry(SOURCES, provider);
  return source === undefined ? null : `https://registry.terraform.io/providers/${source}/latest/docs/resources/${name}`;
}

/** The page of a resource type in Amazon's reference. */
export function cloudformationLink(type: string): string {
  const [, service = '', resource = ''] = type.split('::');
  if (service === 'Serverless') return `https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-${resource.toLowerCase()}.html`;
  return `https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-${service.toLowerCase()}-${resource.toLowerCase()}.html`;
}
