import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.runtime.ConnectorConfig;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Reads lines `connect|avro TAB case TAB key TAB value` and prints a line `case TAB reason` for each reason to refuse a case:
 * of a connector what Connect's own definitions and the connector's say, of a pair of Avro schemas (keys `reader` and `writer`)
 * why they are not compatible, of one schema (key `schema`) why it can't be read.
 */
public final class Validate {
  /** There is no database here. */
  private static final java.util.regex.Pattern UNREACHABLE = java.util.regex.Pattern.compile("(?i)unable to connect|failed to connect|could not connect|connection (attempt|refused|to)|timed out");

  public static void main(String[] args) throws Exception {
    Map<String, Map<String, String>> cases = new LinkedHashMap<>();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"))) {
      for (String line; (line = in.readLine()) != null; ) {
        String[] p = line.split("\t", 4);
        cases.computeIfAbsent(p[0] + "\t" + p[1], k -> new LinkedHashMap<>()).put(p[2], p[3]);
      }
    }
    Plugins plugins = new Plugins(Map.of("plugin.discovery", "only_scan"));
    for (Map.Entry<String, Map<String, String>> c : cases.entrySet()) {
      String name = c.getKey().substring(c.getKey().indexOf('\t') + 1);
      try {
        if (c.getKey().startsWith("avro")) avro(name, c.getValue());
        else connector(plugins, name, c.getValue());
      } catch (Throwable t) {
        say(name, t.getClass().getSimpleName() + ": " + t.getMessage());
      }
    }
  }

  private static void connector(Plugins plugins, String name, Map<String, String> props) throws Exception {
    String type = props.get("connector.class");
    if (type == null) {
      say(name, "no connector.class");
      return;
    }
    Connector connector = (Connector) Class.forName(type).getDeclaredConstructor().newInstance();
    boolean sink = connector instanceof SinkConnector;
    ConfigDef base = sink ? SinkConnectorConfig.enrichedConfigDef(plugins, type) : SourceConnectorConfig.enrichedConfigDef(plugins, type);
    ConfigDef whole = ConnectorConfig.enrich(plugins, base, props, false);
    Map<String, ConfigValue> values = whole.validateAll(props);
    if (sink) SinkConnectorConfig.validate(props, values);
    for (ConfigValue v : values.values()) for (String e : v.errorMessages()) say(name, v.name() + ": " + e);
    for (ConfigValue v : connector.validate(props).configValues()) for (String e : v.errorMessages()) if (!UNREACHABLE.matcher(e).find()) say(name, v.name() + ": " + e);
  }

  private static void avro(String name, Map<String, String> given) {
    if (given.containsKey("schema")) {
      new Schema.Parser().parse(given.get("schema"));
      return;
    }
    Schema reader = new Schema.Parser().parse(given.get("reader"));
    Schema writer = new Schema.Parser().parse(given.get("writer"));
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    result.getIncompatibilities().forEach(i -> say(name, i.getType() + " " + i.getLocation()));
  }

  private static void say(String name, String reason) {
    System.out.println(name + "\t" + String.valueOf(reason).replace('\n', ' '));
  }
}
