export { readHcl } from './read';
export { attributeOf, attributesIn, blocksOf, expressionsIn } from './tree';
export type { HclAttribute, HclBlock, HclBody, HclExpression, HclForm, HclFile } from './tree';
