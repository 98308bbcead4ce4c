package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.driftgate.core.plan.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SchemaTest {

  @Test
  void shouldAcceptTheStarterConfiguration() throws Exception {
    JsonNode starter = new YAMLMapper().readTree(Starter.text(Presets.names()));

    assertThat(schema().validate(starter)).isEmpty();
  }

  @Test
  void shouldRefuseWhatTheReaderRefuses() throws Exception {
    String starter = Starter.text(Presets.names());

    assertThat(schema().validate(new YAMLMapper().readTree(starter.replace("lease:", "leas:"))))
        .isNotEmpty();
    assertThat(schema().validate(new YAMLMapper().readTree(starter.replace("40s", "40 s"))))
        .isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void shouldKnowTheReadersKeys(Shape shape) throws Exception {
    JsonNode root = new ObjectMapper().readTree(Starter.schema());
    JsonNode section = shape == Shape.ROOT ? root : root.at("/$defs/" + camelCase(shape));

    Iterable<String> properties = () -> section.get("properties").fieldNames();

    assertThat(StreamSupport.stream(properties.spliterator(), false))
        .containsExactlyElementsOf(shape.keys());
    assertThat(section.get("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void shouldKnowTheCoresMetrics() throws Exception {
    JsonNode metrics =
        new ObjectMapper().readTree(Starter.schema()).at("/$defs/bound/properties/metric/enum");

    assertThat(metrics)
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(
            Arrays.stream(Metric.values()).map(Metric::key).distinct().toList());
  }

  @Test
  void shouldBeTheOneInTheDocumentation() throws Exception {
    assertThat(Files.readString(Path.of("..", "docs", "driftgate.schema.json")))
        .isEqualTo(Starter.schema());
  }

  private static String camelCase(Shape shape) {
    String[] words = shape.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    Arrays.stream(words)
        .skip(1)
        .forEach(
            word -> name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1)));
    return name.toString();
  }

  private static JsonSchema schema() {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Starter.schema());
  }
}
