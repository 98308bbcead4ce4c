package io.driftgate.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The two descriptions as their tests read them: a field that is not described is a mistake, though
 * clients must ignore it.
 */
final class Descriptions {
  private static final String BASE = "https://driftgate.example/";
  private static final YAMLMapper YAML = new YAMLMapper();

  private final JsonNode rest;
  private final JsonNode feed;
  private final JsonSchemaFactory schemas;

  Descriptions(String openapi, String asyncapi) throws IOException {
    rest = strict(YAML.readTree(openapi));
    feed = strict(YAML.readTree(asyncapi));
    Map<String, String> texts =
        Map.of(BASE + "openapi.yaml", rest.toString(), BASE + "asyncapi.yaml", feed.toString());
    schemas =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            factory -> factory.schemaLoaders(loaders -> loaders.schemas(texts)));
  }

  private static JsonNode strict(JsonNode node) {
    if (node instanceof ObjectNode schema
        && schema.path("type").asText().equals("object")
        && schema.path("properties").isObject()
        && !schema.has("additionalProperties")) {
      schema.put("additionalProperties", false);
    }
    node.forEach(Descriptions::strict);
    return node;
  }

  JsonNode feed() {
    return feed;
  }

  /** What is wrong with a frame of the feed, or of a desk. */
  List<String> faults(String message, String json) throws IOException {
    return check("asyncapi.yaml#/components/messages/" + message + "/payload", json);
  }

  /** What is wrong with the first line of a signed message. */
  List<String> signatureFaults(String line) throws IOException {
    return check("asyncapi.yaml#/components/schemas/SignatureLine", '"' + line + '"');
  }

  /** What is wrong with an order. */
  List<String> orderFaults(String schema, String json) throws IOException {
    return check("openapi.yaml#/components/schemas/" + schema, json);
  }

  private List<String> check(String at, String json) throws IOException {
    JsonSchema schema = schemas.getSchema(SchemaLocation.of(BASE + at));
    List<String> faults = new ArrayList<>();
    schema.validate(YAML.readTree(json)).forEach(fault -> faults.add(fault.toString()));
    return faults;
  }

  /**
   * For Vert.x's validator, which knows no {@code application/problem+json} and no YAML: the first
   * reads as JSON, the second as text. Tests compare the types themselves.
   */
  JsonObject contract() {
    return new JsonObject(
        rest.toString()
            .replace("\"application/problem+json\"", "\"application/json\"")
            .replace("\"application/yaml\"", "\"text/plain\""));
  }
}
