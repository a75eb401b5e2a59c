package io.feedkit.channel.generate.json;

import io.feedkit.problem.ProblemCode;

/**
 * How much JSON is read, and what it is called when something is wrong with it.
 *
 * @param maxBytes length of the text
 * @param maxDepth of objects and arrays
 * @param maxValues of any kind
 */
public record JsonRules(
        int maxBytes, int maxDepth, int maxValues, ProblemCode notJson, ProblemCode tooLarge, ProblemCode wrongShape) {}
