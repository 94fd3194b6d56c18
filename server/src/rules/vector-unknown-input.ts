import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'vector-unknown-input',
  group: 'references',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'An input of Vector that no component of the file bears',
  why: 'Vector refuses the configuration, unless another file of its folder has the component.',
  sources: ['https://vector.dev/docs/reference/configuration/transforms/#inputs'],
  about: ['vector'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'in TOML',
      files: `
        //- vector.toml
        [sources.orders]
        type = "file"
        include = ["/var/log/*.log"]
        [sinks.out]
        type = "console"
        inputs = ["order"]
                   ^^^^^ no source or transform 'order' in this file; did you mean 'orders'?
        encoding.codec = "json"
      `,
    },
    {
      title: 'a misspelt source',
      files: `
        //- vector.yaml
        sources:
          orders: {type: kafka, topics: [orders], bootstrap_servers: "k:9092", group_id: v}
        sinks:
          out:
            type: console
            inputs: [order]
                     ^^^^^ There is no source or transform 'order' in this file; did you mean 'orders'?
            encoding: {codec: json}
      `,
    },
    {
      title: 'named, by a star, an output of a route',
      files: `
        //- vector.yaml
        sources:
          orders_a: {type: kafka, topics: [orders], bootstrap_servers: "k:9092", group_id: v}
        transforms:
          split: {type: route, inputs: ["orders_*"], route: {big: ".amount > 100"}}
        sinks:
          out: {type: console, inputs: [split.big, orders_a], encoding: {codec: json}}
      `,
    },
  ],
};
