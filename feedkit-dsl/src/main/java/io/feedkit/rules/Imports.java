package io.feedkit.rules;

import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Item;
import io.feedkit.rules.syntax.ParseResult;
import io.feedkit.rules.syntax.Parser;
import io.feedkit.rules.syntax.Path;
import io.feedkit.rules.syntax.Program;
import io.feedkit.rules.syntax.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads files and what they import, each module once. */
final class Imports {
    private final RuleEnvironment environment;
    private final Messages messages;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Map<String, Program> modules = new LinkedHashMap<>();
    private final List<SourceText> texts = new ArrayList<>();
    /** The modules that are being read, outermost first. */
    private final List<String> path = new ArrayList<>();

    private int complaints;
    private boolean tooMany;

    Imports(RuleEnvironment environment) {
        this.environment = environment;
        messages = Messages.in(environment.language());
    }

    /** Reads a file and everything it needs. */
    Program read(SourceText source) {
        texts.add(source);
        ParseResult parsed = Parser.parse(source, environment.limits(), messages);
        diagnostics.addAll(parsed.diagnostics());
        follow(parsed.program().items());
        return parsed.program();
    }

    private void follow(List<Item> items) {
        for (Item item : items) {
            if (item.element() instanceof Declaration.Import imported) {
                load(imported);
            } else if (item.element() instanceof Declaration.Scope scope) {
                follow(scope.body().items());
            }
        }
    }

    private void load(Declaration.Import imported) {
        String name = imported.module().text();
        if (path.contains(name)) {
            add(messages.about(RuleProblem.IMPORT_CYCLE, imported.span())
                    .with("name", name)
                    .withAll(
                            "chain", String.join(" → ", path.subList(path.indexOf(name), path.size())) + " → " + name));
            return;
        }
        if (modules.containsKey(name)) {
            return;
        }
        if (modules.size() + path.size() >= environment.limits().maxModules()) {
            if (!tooMany) {
                tooMany = true;
                add(messages.about(RuleProblem.TOO_MANY_MODULES, imported.span())
                        .with("limit", Integer.toString(environment.limits().maxModules())));
            }
            return;
        }
        Optional<SourceText> text = environment.modules().find(name);
        if (text.isEmpty()) {
            Messages.Draft draft = messages.about(
                            RuleProblem.UNKNOWN_MODULE, imported.module().span())
                    .with("name", name);
            String near = Spelling.nearest(name, environment.modules().names());
            add(
                    near.isEmpty()
                            ? draft
                            : draft.variant("near")
                                    .with("near", near)
                                    .edit(imported.module().span(), near));
            return;
        }
        path.add(name);
        Program program = read(text.get());
        path.remove(path.size() - 1);
        modules.put(name, program);
        Path own = program.module();
        if (own != null && !own.text().equals(name)) {
            add(messages.about(RuleProblem.OTHER_MODULE, own.span())
                    .with("name", name)
                    .with("found", own.text())
                    .edit(own.span(), name));
        }
    }

    private void add(Messages.Draft draft) {
        if (complaints++ < environment.limits().maxDiagnostics()) {
            diagnostics.add(draft.build());
        }
    }

    /** What is wrong with the texts, one by one, and with the imports. */
    List<Diagnostic> diagnostics() {
        int more = complaints - environment.limits().maxDiagnostics();
        if (more <= 0) {
            return diagnostics;
        }
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        all.add(messages.about(
                        RuleProblem.MORE_PROBLEMS, all.get(all.size() - 1).span())
                .with("count", Integer.toString(more))
                .build());
        return all;
    }

    /** The modules that were found, those that others need first. */
    Map<String, Program> modules() {
        return modules;
    }

    /** All texts that were read, for the hash. */
    List<SourceText> texts() {
        return texts;
    }
}
