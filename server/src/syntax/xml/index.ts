export { decoded, readXml, wordsIn } from './read';
export { attributeOf, elementsOf } from './tree';
export type { XmlAttribute, XmlDocument, XmlElement, XmlNode, XmlProblem, XmlText } from './tree';
