package io.feedkit.channel;

import io.feedkit.feed.api.ApiCall;
import io.feedkit.feed.api.ApiPlan;
import io.feedkit.feed.api.CallAnswer;
import io.feedkit.feed.api.CallLimit;
import io.feedkit.feed.api.ListCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how a channel is called. */
final class ApiReader {
    private static final Pattern POINTER = Pattern.compile("(/[^/]+)+|/");
    private static final Pattern PATH = Pattern.compile("/\\S*");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Duration USUAL_WAIT = Duration.ofSeconds(30);

    /** The spelling of {@code method}. */
    enum Method {
        POST,
        PUT,
        PATCH,
        DELETE
    }

    private final DescriptorScope scope;
    private final Collection<String> fieldNames;
    private final Collection<String> layoutNames;

    ApiReader(DescriptorScope scope, Collection<String> fieldNames, Collection<String> layoutNames) {
        this.scope = scope;
        this.fieldNames = fieldNames;
        this.layoutNames = layoutNames;
    }

    @Nullable
    ChannelApi api(Section root, List<CallBudget> budgets) {
        Section section = root.section("api", "api");
        if (section == null) {
            return null;
        }
        String layout = section.text("layout");
        if (!layout.isEmpty()) {
            scope.checkKnown(layout, layoutNames, "unknown-layout", section.at("layout"));
        }
        List<ApiCall> calls = calls(section);
        if (calls.stream().noneMatch(ApiCall::isWhole)) {
            section.report(ChannelProblem.MISSING_KEY, section.at("calls"), "no-whole-call");
        }
        ApiPlan plan = new ApiPlan(
                calls,
                fields(section, "stock"),
                fields(section, "offer"),
                soldOut(section),
                name(section),
                limits(budgets),
                listing(section));
        ChannelApi api = new ChannelApi(
                layout.isEmpty() && !layoutNames.isEmpty()
                        ? layoutNames.iterator().next()
                        : layout,
                plan,
                scope.provenance(section));
        section.done();
        return api;
    }

    private static List<CallLimit> limits(List<CallBudget> budgets) {
        return budgets.stream()
                .filter(budget -> !budget.per().isZero())
                .map(budget -> new CallLimit(budget.name(), budget.calls(), budget.per()))
                .toList();
    }

    private static ApiPlan.ProductName name(Section section) {
        String text = section.text("product-name");
        String coded = section.text("base64url-when");
        section.needs("base64url-when", "product-name");
        return text.isEmpty() ? ApiPlan.ProductName.ID : new ApiPlan.ProductName(text, coded);
    }

    private Set<String> fields(Section section, String key) {
        List<String> names = section.texts(key);
        names.forEach(name -> scope.checkKnown(name, fieldNames, "unknown-field", section.at(key)));
        return Set.copyOf(names);
    }

    private Map<String, String> soldOut(Section section) {
        Map<String, String> said = texts(section, "sold-out");
        said.keySet().forEach(name -> scope.checkKnown(name, fieldNames, "unknown-field", section.at("sold-out")));
        return said;
    }

    private static Map<String, String> texts(Section section, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (YamlNode.Entry entry : section.entries(key)) {
            section.texts(
                            List.of(entry.value()),
                            YamlNode.Resolved.TEXT,
                            YamlNode.Resolved.NUMBER,
                            YamlNode.Resolved.BOOLEAN)
                    .forEach(text -> texts.put(entry.name(), text));
        }
        return texts;
    }

    private List<ApiCall> calls(Section section) {
        section.require("calls", "why.calls");
        List<ApiCall> calls = new ArrayList<>();
        for (YamlNode.Entry entry : section.entries("calls", Forms.HYPHENED, Forms.A_HYPHENED_NAME)) {
            Section below = section.section(entry.value(), "api-call");
            if (below != null) {
                calls.add(call(entry.name(), below));
            }
        }
        return calls;
    }

    private ApiCall call(String name, Section section) {
        section.require("path");
        boolean removes = section.flag("removes", false);
        Map<String, String> headers = texts(section, "headers");
        headers.keySet().forEach(header -> section.checkForm(header, HEADER, Forms.A_HEADER, section.at("headers")));
        String type = section.text("content-type");
        String record = section.text("record");
        if (!record.isEmpty() && !removes) {
            section.report(ChannelProblem.CONFLICT, section.keyAt("record"), "record-without-removal");
        }
        ApiCall call = new ApiCall(
                name,
                removes ? ApiCall.Kind.REMOVE : ApiCall.Kind.SEND,
                section.word("method", Method.class, Method.POST).name(),
                section.matching("path", PATH, Forms.A_PATH),
                headers,
                type.isEmpty() ? "application/json" : type,
                section.count("records", 1, 1),
                section.count("body-bytes", 1, Long.MAX_VALUE, Long.MAX_VALUE),
                fields(section, "fields"),
                record,
                answer(section));
        scope.provenance(section);
        section.text("note");
        section.done();
        return call;
    }

    private static String pointer(Section section, String key) {
        return section.matching(key, POINTER, Forms.A_POINTER);
    }

    private static CallAnswer answer(Section call) {
        Section section = call.section("answer", "api-answer");
        if (section == null) {
            return CallAnswer.STATUS;
        }
        CallAnswer answer = new CallAnswer(
                pointer(section, "items"),
                pointer(section, "id"),
                pointer(section, "status"),
                Set.copyOf(section.writtenItems("good")),
                pointer(section, "message"),
                section.flag("only-failures", false),
                later(section));
        section.needs("status", "good");
        section.done();
        return answer;
    }

    private static CallAnswer.@Nullable Later later(Section answer) {
        Section section = answer.section("later", "api-later");
        if (section == null) {
            return null;
        }
        for (String key : List.of("process", "path", "status", "done")) {
            section.require(key);
        }
        String every = section.matching("every", Forms.DURATION, Forms.A_DURATION);
        CallAnswer.Later later = new CallAnswer.Later(
                pointer(section, "process"),
                section.matching("path", PATH, Forms.A_PATH),
                pointer(section, "status"),
                Set.copyOf(section.writtenItems("done")),
                Set.copyOf(section.writtenItems("failed")),
                Forms.DURATION.matcher(every).matches() ? Duration.parse(every) : USUAL_WAIT,
                section.matching("errors", PATH, Forms.A_PATH),
                pointer(section, "errors-when"),
                section.text("error-id"),
                section.text("error-message"));
        section.needs("errors", "error-id");
        section.done();
        return later;
    }

    private @Nullable ListCall listing(Section api) {
        Section section = api.section("list", "api-list");
        if (section == null) {
            return null;
        }
        for (String key : List.of("path", "items", "id")) {
            section.require(key);
        }
        section.needs("next-query", "next");
        section.needs("next", "next-query");
        Map<String, String> fields = texts(section, "fields");
        fields.keySet().forEach(name -> scope.checkKnown(name, fieldNames, "unknown-field", section.at("fields")));
        ListCall call = new ListCall(
                section.matching("path", PATH, Forms.A_PATH),
                pointer(section, "items"),
                pointer(section, "id"),
                pointer(section, "next"),
                section.text("next-query"),
                texts(section, "where"),
                fields);
        section.done();
        return call;
    }
}
