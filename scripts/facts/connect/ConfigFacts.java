import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Prints the settings of the classes named on the command line as JSON, one object a class: name, type, default, whether it
 * is required, importance and the values that its validator lists. Texts are left out. A class that can't be loaded is told
 * on the error stream and skipped.
 */
public final class ConfigFacts {
  private static final Pattern LISTED = Pattern.compile("\\[([^\\[\\]]+)\\]");

  public static void main(String[] names) {
    StringBuilder out = new StringBuilder("{");
    boolean first = true;
    for (String name : names) {
      try {
        ConfigDef def = definition(name);
        debezium = debeziumValues(name);
        if (!first) out.append(",\n");
        first = false;
        out.append(quote(name)).append(":{");
        boolean inner = false;
        for (Map.Entry<String, ConfigDef.ConfigKey> e : new TreeMap<>(def.configKeys()).entrySet()) {
          if (inner) out.append(",\n  ");
          inner = true;
          out.append(quote(e.getKey())).append(":").append(describe(e.getValue()));
        }
        out.append("}");
      } catch (Throwable t) {
        System.err.println(name + ": " + t);
      }
    }
    System.out.println(out.append("}"));
  }

  /** `class`, or `class#FIELD`/`class#method()` for classes that are no plugins. */
  private static ConfigDef definition(String name) throws Exception {
    int hash = name.indexOf('#');
    if (hash > 0) {
      Class<?> c = Class.forName(name.substring(0, hash));
      String member = name.substring(hash + 1);
      if (member.endsWith("()")) {
        var m = c.getDeclaredMethod(member.substring(0, member.length() - 2));
        m.setAccessible(true);
        return (ConfigDef) m.invoke(null);
      }
      var f = c.getDeclaredField(member);
      f.setAccessible(true);
      return (ConfigDef) f.get(null);
    }
    Object o = Class.forName(name).getDeclaredConstructor().newInstance();
    return (ConfigDef) o.getClass().getMethod("config").invoke(o);
  }

  private static String describe(ConfigDef.ConfigKey k) {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("type", quote(k.type.name().toLowerCase(Locale.ROOT)));
    if (!k.hasDefault()) out.put("required", "true");
    else if (k.defaultValue != null) out.put("default", quote(text(k.defaultValue)));
    out.put("importance", quote(k.importance.name().toLowerCase(Locale.ROOT)));
    List<String> values = values(k);
    if (!values.isEmpty()) {
      StringBuilder list = new StringBuilder("[");
      for (String v : values) list.append(list.length() > 1 ? "," : "").append(quote(v));
      out.put("values", list.append("]").toString());
    }
    StringBuilder json = new StringBuilder("{");
    out.forEach((n, v) -> json.append(json.length() > 1 ? "," : "").append(quote(n)).append(":").append(v));
    return json.append("}").toString();
  }

  private static String text(Object value) {
    if (value instanceof Collection<?> list) {
      List<String> all = new ArrayList<>();
      for (Object o : list) all.add(text(o));
      return String.join(",", all);
    }
    if (value instanceof Class<?> c) return c.getName();
    return String.valueOf(value);
  }

  private static Map<String, List<String>> debezium = Map.of();

  /** Debezium keeps the values of its enumerations in its own fields, which the definition leaves out. */
  private static Map<String, List<String>> debeziumValues(String name) {
    Map<String, List<String>> out = new TreeMap<>();
    if (!name.startsWith("io.debezium.connector.") || !name.endsWith("Connector")) return out;
    for (String config : List.of(name + "Config", name.replace("JdbcSinkConnector", "JdbcSinkConnectorConfig"))) {
      try {
        for (var f : Class.forName(config).getFields()) {
          if (!f.getType().getName().equals("io.debezium.config.Field")) continue;
          Object field = f.get(null);
          Object allowed = field.getClass().getMethod("allowedValues").invoke(field);
          List<String> values = new ArrayList<>();
          if (allowed instanceof Collection<?> all)
            for (Object v : all) {
              if (v == null) continue;
              try {
                values.add(String.valueOf(v.getClass().getMethod("getValue").invoke(v)));
              } catch (ReflectiveOperationException e) {
                values.add(String.valueOf(v));
              }
            }
          if (!values.isEmpty()) out.put(String.valueOf(field.getClass().getMethod("name").invoke(field)), values);
        }
      } catch (ReflectiveOperationException e) {
        continue;
      }
    }
    return out;
  }

  /** The values that a validator or recommender lists, as far as they say so. */
  private static List<String> values(ConfigDef.ConfigKey k) {
    if (debezium.containsKey(k.name)) return debezium.get(k.name);
    List<String> out = new ArrayList<>();
    if (k.validator != null) {
      String kind = k.validator.getClass().getSimpleName();
      String said = String.valueOf(k.validator);
      Matcher m = LISTED.matcher(said);
      if (!said.contains("partitionId") && ((kind.contains("Valid") && (kind.contains("String") || kind.contains("List"))) || kind.contains("Enum"))) if (m.find()) for (String v : m.group(1).split(",")) out.add(v.trim());
    }
    if (out.isEmpty() && k.recommender != null && k.type != ConfigDef.Type.BOOLEAN) {
      try {
        for (Object v : k.recommender.validValues(k.name, Map.of())) out.add(String.valueOf(v));
      } catch (RuntimeException e) {
        return List.of();
      }
    }
    return out.size() > 40 ? List.of() : out;
  }

  private static String quote(String s) {
    StringBuilder b = new StringBuilder("\"");
    for (char c : s.toCharArray()) {
      if (c == '"' || c == '\\') b.append('\\').append(c);
      else if (c < 32) b.append(String.format("\\u%04x", (int) c));
      else b.append(c);
    }
    return b.append('"').toString();
  }
}
