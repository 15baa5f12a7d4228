import ConvEngine

/// What happens, what is asked and what is expected.
extension SceneSchema {
  static var event: JSONValue {
    let object = object(SceneKeys.event) { key in
      switch key {
      case "page": ["oneOf": [["type": "null"], reference("line")]]
      case "stage": reference("name")
      case "do":
        ["oneOf": [reference("action"), array(reference("action"), 0...SceneLimits.actions)]]
      case "discuss": reference("arguments")
      case "text": reference("lines")
      case "highlight": array(mark, 0...SceneLimits.highlights)
      case "wait": ["oneOf": [whole(0, SceneLimits.wait), ["const": "learner"]]]
      case "question": reference("question")
      case "expect": reference("expectation")
      default: reference("line")
      }
    }
    return object.with("minProperties", 1).with("maxProperties", 1)
  }

  static var arguments: JSONValue {
    array(words(Parameter.allCases.map(\.word)), 0...Parameter.allCases.count)
  }

  private static var mark: JSONValue {
    ["anyOf": [words(["products"] + Parameter.allCases.map(\.word)), reference("tensorName")]]
  }

  static var action: JSONValue { .object(textMembers(TextPattern.action)) }

  // MARK: Questions

  static var question: JSONValue {
    let object = object(SceneKeys.question, required: ["ask"]) { key in
      switch key {
      case "number": reference("quantity")
      case "shape", "on": reference("tensorName")
      case "choices": array(reference("choice"), 2...SceneLimits.choices)
      case "cells": reference("cells")
      case "hints": array(reference("sentence"), 0...SceneLimits.choices)
      case "mistakes":
        array(words(Mistake.allCases.map(\.rawValue)), 0...Mistake.allCases.count)
      default: reference("sentence")
      }
    }
    return object.with("oneOf", required(SceneKeys.questionKinds))
      .with("dependentRequired", ["on": ["cells"]])
  }

  static var choice: JSONValue {
    object(SceneKeys.choice, required: SceneKeys.neededOfChoice) { key in
      switch key {
      case "if": reference("claim")
      case "next": reference("sentence")
      default: reference("line")
      }
    }
  }

  static var expectation: JSONValue {
    let object = object(SceneKeys.expectation) { key in
      switch key {
      case "claim": reference("claim")
      case "shape": .object(textMembers(TextPattern.shape))
      default: reference("line")
      }
    }
    return [
      "oneOf": [reference("claim"), object.with("oneOf", required(SceneKeys.expectation))]
    ]
  }

  // MARK: Texts

  /// A text of one line; in YAML a number is one too.
  static var line: JSONValue {
    [
      "type": ["string", "number", "boolean"], "minLength": 1,
      "pattern": .string(TextPattern.line(SceneLimits.columns)),
    ]
  }

  static var lines: JSONValue {
    [
      "type": ["string", "number", "boolean"], "minLength": 1,
      "pattern": .string(TextPattern.lines(SceneLimits.lines, of: SceneLimits.columns)),
    ]
  }

  static var sentence: JSONValue {
    [
      "type": ["string", "number", "boolean"], "minLength": 1,
      "maxLength": .integer(SceneLimits.sentence + SceneLimits.columns),
      "pattern": .string(TextPattern.lines(SceneLimits.sentence, of: SceneLimits.sentence)),
    ]
  }

  static var name: JSONValue {
    [
      "type": ["string", "number", "boolean"],
      "pattern": .string("^[A-Za-z0-9_-]{1,\(SceneLimits.name)}$"),
    ]
  }

  /// The members of a schema for a short text with a grammar.
  static func textMembers(_ pattern: String, orNumber: Bool = false) -> [JSONValue.Member] {
    [
      .init(key: "type", value: orNumber ? ["string", "number"] : "string"),
      .init(key: "maxLength", value: .integer(SceneLimits.columns + 1)),
      .init(key: "pattern", value: .string("^ *\(pattern) *\\n?$")),
    ]
  }
}
