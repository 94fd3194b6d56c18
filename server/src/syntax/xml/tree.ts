import type { Span } from '../../text/span';

/** An XML document as a read-only tree with exact spans. Broken text gives what could be read, and problems. */
export interface XmlDocument {
  readonly root: XmlElement | null;
  readonly problems: readonly XmlProblem[];
  /** Comments with their marks, in order. */
  readonly comments: readonly Span[];
}

export interface XmlElement {
  readonly kind: 'element';
  /** The name without its prefix: `ext:createTable` is `createTable`. */
  readonly name: string;
  readonly nameSpan: Span;
  /** From `<` to the end of its end tag. */
  readonly span: Span;
  /** Between its tags; empty for `<a/>`. */
  readonly content: Span;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
}

export interface XmlAttribute {
  /** Without its prefix. */
  readonly name: string;
  readonly nameSpan: Span;
  /** The value with references replaced. */
  readonly value: string;
  /** Between the quotes. */
  readonly span: Span;
}

/** Characters between tags, with what a CDATA section holds as a text of its own. */
export interface XmlText {
  readonly kind: 'text';
  readonly span: Span;
  readonly cdata: boolean;
}

export type XmlNode = XmlElement | XmlText;

export interface XmlProblem {
  readonly rule: 'xml-syntax';
  readonly span: Span;
  readonly message: string;
}

/** The value of an attribute, null if it is not there. */
export function attributeOf(element: XmlElement, name: string): XmlAttribute | null {
  return element.attributes.find(a => a.name === name) ?? null;
}

/** The elements right inside another, in order. */
export function elementsOf(element: XmlElement): readonly XmlElement[] {
  return element.children.filter(c => c.kind === 'element');
}
