#!/usr/bin/env node
import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});
var __commonJS = (cb, mod) => function __require2() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __export = (target2, all) => {
  for (var name5 in all)
    __defProp(target2, name5, { get: all[name5], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target2) => (target2 = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target2, "default", { value: mod, enumerable: true }) : target2,
  mod
));

// node_modules/commander/lib/error.js
var require_error = __commonJS({
  "node_modules/commander/lib/error.js"(exports) {
    var CommanderError2 = class extends Error {
      /**
       * Constructs the CommanderError class
       * @param {number} exitCode suggested exit code which could be used with process.exit
       * @param {string} code an id string representing the error
       * @param {string} message human-readable description of the error
       */
      constructor(exitCode, code3, message) {
        super(message);
        Error.captureStackTrace(this, this.constructor);
        this.name = this.constructor.name;
        this.code = code3;
        this.exitCode = exitCode;
        this.nestedError = void 0;
      }
    };
    var InvalidArgumentError2 = class extends CommanderError2 {
      /**
       * Constructs the InvalidArgumentError class
       * @param {string} [message] explanation of why argument is invalid
       */
      constructor(message) {
        super(1, "commander.invalidArgument", message);
        Error.captureStackTrace(this, this.constructor);
        this.name = this.constructor.name;
      }
    };
    exports.CommanderError = CommanderError2;
    exports.InvalidArgumentError = InvalidArgumentError2;
  }
});

// node_modules/commander/lib/argument.js
var require_argument = __commonJS({
  "node_modules/commander/lib/argument.js"(exports) {
    var { InvalidArgumentError: InvalidArgumentError2 } = require_error();
    var Argument2 = class {
      /**
       * Initialize a new command argument with the given name and description.
       * The default is that the argument is required, and you can explicitly
       * indicate this with <> around the name. Put [] around the name for an optional argument.
       *
       * @param {string} name
       * @param {string} [description]
       */
      constructor(name5, description) {
        this.description = description || "";
        this.variadic = false;
        this.parseArg = void 0;
        this.defaultValue = void 0;
        this.defaultValueDescription = void 0;
        this.argChoices = void 0;
        switch (name5[0]) {
          case "<":
            this.required = true;
            this._name = name5.slice(1, -1);
            break;
          case "[":
            this.required = false;
            this._name = name5.slice(1, -1);
            break;
          default:
            this.required = true;
            this._name = name5;
            break;
        }
        if (this._name.endsWith("...")) {
          this.variadic = true;
          this._name = this._name.slice(0, -3);
        }
      }
      /**
       * Return argument name.
       *
       * @return {string}
       */
      name() {
        return this._name;
      }
      /**
       * @package
       */
      _collectValue(value, previous) {
        if (previous === this.defaultValue || !Array.isArray(previous)) {
          return [value];
        }
        previous.push(value);
        return previous;
      }
      /**
       * Set the default value, and optionally supply the description to be displayed in the help.
       *
       * @param {*} value
       * @param {string} [description]
       * @return {Argument}
       */
      default(value, description) {
        this.defaultValue = value;
        this.defaultValueDescription = description;
        return this;
      }
      /**
       * Set the custom handler for processing CLI command arguments into argument values.
       *
       * @param {Function} [fn]
       * @return {Argument}
       */
      argParser(fn) {
        this.parseArg = fn;
        return this;
      }
      /**
       * Only allow argument value to be one of choices.
       *
       * @param {string[]} values
       * @return {Argument}
       */
      choices(values) {
        this.argChoices = values.slice();
        this.parseArg = (arg, previous) => {
          if (!this.argChoices.includes(arg)) {
            throw new InvalidArgumentError2(
              `Allowed choices are ${this.argChoices.join(", ")}.`
            );
          }
          if (this.variadic) {
            return this._collectValue(arg, previous);
          }
          return arg;
        };
        return this;
      }
      /**
       * Make argument required.
       *
       * @returns {Argument}
       */
      argRequired() {
        this.required = true;
        return this;
      }
      /**
       * Make argument optional.
       *
       * @returns {Argument}
       */
      argOptional() {
        this.required = false;
        return this;
      }
    };
    function humanReadableArgName(arg) {
      const nameOutput = arg.name() + (arg.variadic === true ? "..." : "");
      return arg.required ? "<" + nameOutput + ">" : "[" + nameOutput + "]";
    }
    exports.Argument = Argument2;
    exports.humanReadableArgName = humanReadableArgName;
  }
});

// node_modules/commander/lib/help.js
var require_help = __commonJS({
  "node_modules/commander/lib/help.js"(exports) {
    var { humanReadableArgName } = require_argument();
    var Help2 = class {
      constructor() {
        this.helpWidth = void 0;
        this.minWidthToWrap = 40;
        this.sortSubcommands = false;
        this.sortOptions = false;
        this.showGlobalOptions = false;
      }
      /**
       * prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
       * and just before calling `formatHelp()`.
       *
       * Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
       *
       * @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
       */
      prepareContext(contextOptions) {
        this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
      }
      /**
       * Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
       *
       * @param {Command} cmd
       * @returns {Command[]}
       */
      visibleCommands(cmd) {
        const visibleCommands = cmd.commands.filter((cmd2) => !cmd2._hidden);
        const helpCommand = cmd._getHelpCommand();
        if (helpCommand && !helpCommand._hidden) {
          visibleCommands.push(helpCommand);
        }
        if (this.sortSubcommands) {
          visibleCommands.sort((a, b) => {
            return a.name().localeCompare(b.name());
          });
        }
        return visibleCommands;
      }
      /**
       * Compare options for sort.
       *
       * @param {Option} a
       * @param {Option} b
       * @returns {number}
       */
      compareOptions(a, b) {
        const getSortKey = (option) => {
          return option.short ? option.short.replace(/^-/, "") : option.long.replace(/^--/, "");
        };
        return getSortKey(a).localeCompare(getSortKey(b));
      }
      /**
       * Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
       *
       * @param {Command} cmd
       * @returns {Option[]}
       */
      visibleOptions(cmd) {
        const visibleOptions = cmd.options.filter((option) => !option.hidden);
        const helpOption = cmd._getHelpOption();
        if (helpOption && !helpOption.hidden) {
          const removeShort = helpOption.short && cmd._findOption(helpOption.short);
          const removeLong = helpOption.long && cmd._findOption(helpOption.long);
          if (!removeShort && !removeLong) {
            visibleOptions.push(helpOption);
          } else if (helpOption.long && !removeLong) {
            visibleOptions.push(
              cmd.createOption(helpOption.long, helpOption.description)
            );
          } else if (helpOption.short && !removeShort) {
            visibleOptions.push(
              cmd.createOption(helpOption.short, helpOption.description)
            );
          }
        }
        if (this.sortOptions) {
          visibleOptions.sort(this.compareOptions);
        }
        return visibleOptions;
      }
      /**
       * Get an array of the visible global options. (Not including help.)
       *
       * @param {Command} cmd
       * @returns {Option[]}
       */
      visibleGlobalOptions(cmd) {
        if (!this.showGlobalOptions) return [];
        const globalOptions = [];
        for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
          const visibleOptions = ancestorCmd.options.filter(
            (option) => !option.hidden
          );
          globalOptions.push(...visibleOptions);
        }
        if (this.sortOptions) {
          globalOptions.sort(this.compareOptions);
        }
        return globalOptions;
      }
      /**
       * Get an array of the arguments if any have a description.
       *
       * @param {Command} cmd
       * @returns {Argument[]}
       */
      visibleArguments(cmd) {
        if (cmd._argsDescription) {
          cmd.registeredArguments.forEach((argument) => {
            argument.description = argument.description || cmd._argsDescription[argument.name()] || "";
          });
        }
        if (cmd.registeredArguments.find((argument) => argument.description)) {
          return cmd.registeredArguments;
        }
        return [];
      }
      /**
       * Get the command term to show in the list of subcommands.
       *
       * @param {Command} cmd
       * @returns {string}
       */
      subcommandTerm(cmd) {
        const args = cmd.registeredArguments.map((arg) => humanReadableArgName(arg)).join(" ");
        return cmd._name + (cmd._aliases[0] ? "|" + cmd._aliases[0] : "") + (cmd.options.length ? " [options]" : "") + // simplistic check for non-help option
        (args ? " " + args : "");
      }
      /**
       * Get the option term to show in the list of options.
       *
       * @param {Option} option
       * @returns {string}
       */
      optionTerm(option) {
        return option.flags;
      }
      /**
       * Get the argument term to show in the list of arguments.
       *
       * @param {Argument} argument
       * @returns {string}
       */
      argumentTerm(argument) {
        return argument.name();
      }
      /**
       * Get the longest command term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestSubcommandTermLength(cmd, helper) {
        return helper.visibleCommands(cmd).reduce((max, command) => {
          return Math.max(
            max,
            this.displayWidth(
              helper.styleSubcommandTerm(helper.subcommandTerm(command))
            )
          );
        }, 0);
      }
      /**
       * Get the longest option term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestOptionTermLength(cmd, helper) {
        return helper.visibleOptions(cmd).reduce((max, option) => {
          return Math.max(
            max,
            this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option)))
          );
        }, 0);
      }
      /**
       * Get the longest global option term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestGlobalOptionTermLength(cmd, helper) {
        return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
          return Math.max(
            max,
            this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option)))
          );
        }, 0);
      }
      /**
       * Get the longest argument term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestArgumentTermLength(cmd, helper) {
        return helper.visibleArguments(cmd).reduce((max, argument) => {
          return Math.max(
            max,
            this.displayWidth(
              helper.styleArgumentTerm(helper.argumentTerm(argument))
            )
          );
        }, 0);
      }
      /**
       * Get the command usage to be displayed at the top of the built-in help.
       *
       * @param {Command} cmd
       * @returns {string}
       */
      commandUsage(cmd) {
        let cmdName = cmd._name;
        if (cmd._aliases[0]) {
          cmdName = cmdName + "|" + cmd._aliases[0];
        }
        let ancestorCmdNames = "";
        for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
          ancestorCmdNames = ancestorCmd.name() + " " + ancestorCmdNames;
        }
        return ancestorCmdNames + cmdName + " " + cmd.usage();
      }
      /**
       * Get the description for the command.
       *
       * @param {Command} cmd
       * @returns {string}
       */
      commandDescription(cmd) {
        return cmd.description();
      }
      /**
       * Get the subcommand summary to show in the list of subcommands.
       * (Fallback to description for backwards compatibility.)
       *
       * @param {Command} cmd
       * @returns {string}
       */
      subcommandDescription(cmd) {
        return cmd.summary() || cmd.description();
      }
      /**
       * Get the option description to show in the list of options.
       *
       * @param {Option} option
       * @return {string}
       */
      optionDescription(option) {
        const extraInfo = [];
        if (option.argChoices) {
          extraInfo.push(
            // use stringify to match the display of the default value
            `choices: ${option.argChoices.map((choice2) => JSON.stringify(choice2)).join(", ")}`
          );
        }
        if (option.defaultValue !== void 0) {
          const showDefault = option.required || option.optional || option.isBoolean() && typeof option.defaultValue === "boolean";
          if (showDefault) {
            extraInfo.push(
              `default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`
            );
          }
        }
        if (option.presetArg !== void 0 && option.optional) {
          extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
        }
        if (option.envVar !== void 0) {
          extraInfo.push(`env: ${option.envVar}`);
        }
        if (extraInfo.length > 0) {
          const extraDescription = `(${extraInfo.join(", ")})`;
          if (option.description) {
            return `${option.description} ${extraDescription}`;
          }
          return extraDescription;
        }
        return option.description;
      }
      /**
       * Get the argument description to show in the list of arguments.
       *
       * @param {Argument} argument
       * @return {string}
       */
      argumentDescription(argument) {
        const extraInfo = [];
        if (argument.argChoices) {
          extraInfo.push(
            // use stringify to match the display of the default value
            `choices: ${argument.argChoices.map((choice2) => JSON.stringify(choice2)).join(", ")}`
          );
        }
        if (argument.defaultValue !== void 0) {
          extraInfo.push(
            `default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`
          );
        }
        if (extraInfo.length > 0) {
          const extraDescription = `(${extraInfo.join(", ")})`;
          if (argument.description) {
            return `${argument.description} ${extraDescription}`;
          }
          return extraDescription;
        }
        return argument.description;
      }
      /**
       * Format a list of items, given a heading and an array of formatted items.
       *
       * @param {string} heading
       * @param {string[]} items
       * @param {Help} helper
       * @returns string[]
       */
      formatItemList(heading, items, helper) {
        if (items.length === 0) return [];
        return [helper.styleTitle(heading), ...items, ""];
      }
      /**
       * Group items by their help group heading.
       *
       * @param {Command[] | Option[]} unsortedItems
       * @param {Command[] | Option[]} visibleItems
       * @param {Function} getGroup
       * @returns {Map<string, Command[] | Option[]>}
       */
      groupItems(unsortedItems, visibleItems, getGroup) {
        const result2 = /* @__PURE__ */ new Map();
        unsortedItems.forEach((item) => {
          const group = getGroup(item);
          if (!result2.has(group)) result2.set(group, []);
        });
        visibleItems.forEach((item) => {
          const group = getGroup(item);
          if (!result2.has(group)) {
            result2.set(group, []);
          }
          result2.get(group).push(item);
        });
        return result2;
      }
      /**
       * Generate the built-in help text.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {string}
       */
      formatHelp(cmd, helper) {
        const termWidth = helper.padWidth(cmd, helper);
        const helpWidth = helper.helpWidth ?? 80;
        function callFormatItem(term, description) {
          return helper.formatItem(term, termWidth, description, helper);
        }
        let output = [
          `${helper.styleTitle("Usage:")} ${helper.styleUsage(helper.commandUsage(cmd))}`,
          ""
        ];
        const commandDescription = helper.commandDescription(cmd);
        if (commandDescription.length > 0) {
          output = output.concat([
            helper.boxWrap(
              helper.styleCommandDescription(commandDescription),
              helpWidth
            ),
            ""
          ]);
        }
        const argumentList = helper.visibleArguments(cmd).map((argument) => {
          return callFormatItem(
            helper.styleArgumentTerm(helper.argumentTerm(argument)),
            helper.styleArgumentDescription(helper.argumentDescription(argument))
          );
        });
        output = output.concat(
          this.formatItemList("Arguments:", argumentList, helper)
        );
        const optionGroups = this.groupItems(
          cmd.options,
          helper.visibleOptions(cmd),
          (option) => option.helpGroupHeading ?? "Options:"
        );
        optionGroups.forEach((options, group) => {
          const optionList = options.map((option) => {
            return callFormatItem(
              helper.styleOptionTerm(helper.optionTerm(option)),
              helper.styleOptionDescription(helper.optionDescription(option))
            );
          });
          output = output.concat(this.formatItemList(group, optionList, helper));
        });
        if (helper.showGlobalOptions) {
          const globalOptionList = helper.visibleGlobalOptions(cmd).map((option) => {
            return callFormatItem(
              helper.styleOptionTerm(helper.optionTerm(option)),
              helper.styleOptionDescription(helper.optionDescription(option))
            );
          });
          output = output.concat(
            this.formatItemList("Global Options:", globalOptionList, helper)
          );
        }
        const commandGroups = this.groupItems(
          cmd.commands,
          helper.visibleCommands(cmd),
          (sub) => sub.helpGroup() || "Commands:"
        );
        commandGroups.forEach((commands, group) => {
          const commandList2 = commands.map((sub) => {
            return callFormatItem(
              helper.styleSubcommandTerm(helper.subcommandTerm(sub)),
              helper.styleSubcommandDescription(helper.subcommandDescription(sub))
            );
          });
          output = output.concat(this.formatItemList(group, commandList2, helper));
        });
        return output.join("\n");
      }
      /**
       * Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
       *
       * @param {string} str
       * @returns {number}
       */
      displayWidth(str) {
        return stripColor(str).length;
      }
      /**
       * Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
       *
       * @param {string} str
       * @returns {string}
       */
      styleTitle(str) {
        return str;
      }
      styleUsage(str) {
        return str.split(" ").map((word) => {
          if (word === "[options]") return this.styleOptionText(word);
          if (word === "[command]") return this.styleSubcommandText(word);
          if (word[0] === "[" || word[0] === "<")
            return this.styleArgumentText(word);
          return this.styleCommandText(word);
        }).join(" ");
      }
      styleCommandDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleOptionDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleSubcommandDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleArgumentDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleDescriptionText(str) {
        return str;
      }
      styleOptionTerm(str) {
        return this.styleOptionText(str);
      }
      styleSubcommandTerm(str) {
        return str.split(" ").map((word) => {
          if (word === "[options]") return this.styleOptionText(word);
          if (word[0] === "[" || word[0] === "<")
            return this.styleArgumentText(word);
          return this.styleSubcommandText(word);
        }).join(" ");
      }
      styleArgumentTerm(str) {
        return this.styleArgumentText(str);
      }
      styleOptionText(str) {
        return str;
      }
      styleArgumentText(str) {
        return str;
      }
      styleSubcommandText(str) {
        return str;
      }
      styleCommandText(str) {
        return str;
      }
      /**
       * Calculate the pad width from the maximum term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      padWidth(cmd, helper) {
        return Math.max(
          helper.longestOptionTermLength(cmd, helper),
          helper.longestGlobalOptionTermLength(cmd, helper),
          helper.longestSubcommandTermLength(cmd, helper),
          helper.longestArgumentTermLength(cmd, helper)
        );
      }
      /**
       * Detect manually wrapped and indented strings by checking for line break followed by whitespace.
       *
       * @param {string} str
       * @returns {boolean}
       */
      preformatted(str) {
        return /\n[^\S\r\n]/.test(str);
      }
      /**
       * Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
       *
       * So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
       *   TTT  DDD DDDD
       *        DD DDD
       *
       * @param {string} term
       * @param {number} termWidth
       * @param {string} description
       * @param {Help} helper
       * @returns {string}
       */
      formatItem(term, termWidth, description, helper) {
        const itemIndent = 2;
        const itemIndentStr = " ".repeat(itemIndent);
        if (!description) return itemIndentStr + term;
        const paddedTerm = term.padEnd(
          termWidth + term.length - helper.displayWidth(term)
        );
        const spacerWidth = 2;
        const helpWidth = this.helpWidth ?? 80;
        const remainingWidth = helpWidth - termWidth - spacerWidth - itemIndent;
        let formattedDescription;
        if (remainingWidth < this.minWidthToWrap || helper.preformatted(description)) {
          formattedDescription = description;
        } else {
          const wrappedDescription = helper.boxWrap(description, remainingWidth);
          formattedDescription = wrappedDescription.replace(
            /\n/g,
            "\n" + " ".repeat(termWidth + spacerWidth)
          );
        }
        return itemIndentStr + paddedTerm + " ".repeat(spacerWidth) + formattedDescription.replace(/\n/g, `
${itemIndentStr}`);
      }
      /**
       * Wrap a string at whitespace, preserving existing line breaks.
       * Wrapping is skipped if the width is less than `minWidthToWrap`.
       *
       * @param {string} str
       * @param {number} width
       * @returns {string}
       */
      boxWrap(str, width) {
        if (width < this.minWidthToWrap) return str;
        const rawLines = str.split(/\r\n|\n/);
        const chunkPattern = /[\s]*[^\s]+/g;
        const wrappedLines = [];
        rawLines.forEach((line2) => {
          const chunks = line2.match(chunkPattern);
          if (chunks === null) {
            wrappedLines.push("");
            return;
          }
          let sumChunks = [chunks.shift()];
          let sumWidth = this.displayWidth(sumChunks[0]);
          chunks.forEach((chunk) => {
            const visibleWidth = this.displayWidth(chunk);
            if (sumWidth + visibleWidth <= width) {
              sumChunks.push(chunk);
              sumWidth += visibleWidth;
              return;
            }
            wrappedLines.push(sumChunks.join(""));
            const nextChunk = chunk.trimStart();
            sumChunks = [nextChunk];
            sumWidth = this.displayWidth(nextChunk);
          });
          wrappedLines.push(sumChunks.join(""));
        });
        return wrappedLines.join("\n");
      }
    };
    function stripColor(str) {
      const sgrPattern = /\x1b\[\d*(;\d*)*m/g;
      return str.replace(sgrPattern, "");
    }
    exports.Help = Help2;
    exports.stripColor = stripColor;
  }
});

// node_modules/commander/lib/option.js
var require_option = __commonJS({
  "node_modules/commander/lib/option.js"(exports) {
    var { InvalidArgumentError: InvalidArgumentError2 } = require_error();
    var Option2 = class {
      /**
       * Initialize a new `Option` with the given `flags` and `description`.
       *
       * @param {string} flags
       * @param {string} [description]
       */
      constructor(flags, description) {
        this.flags = flags;
        this.description = description || "";
        this.required = flags.includes("<");
        this.optional = flags.includes("[");
        this.variadic = /\w\.\.\.[>\]]$/.test(flags);
        this.mandatory = false;
        const optionFlags = splitOptionFlags(flags);
        this.short = optionFlags.shortFlag;
        this.long = optionFlags.longFlag;
        this.negate = false;
        if (this.long) {
          this.negate = this.long.startsWith("--no-");
        }
        this.defaultValue = void 0;
        this.defaultValueDescription = void 0;
        this.presetArg = void 0;
        this.envVar = void 0;
        this.parseArg = void 0;
        this.hidden = false;
        this.argChoices = void 0;
        this.conflictsWith = [];
        this.implied = void 0;
        this.helpGroupHeading = void 0;
      }
      /**
       * Set the default value, and optionally supply the description to be displayed in the help.
       *
       * @param {*} value
       * @param {string} [description]
       * @return {Option}
       */
      default(value, description) {
        this.defaultValue = value;
        this.defaultValueDescription = description;
        return this;
      }
      /**
       * Preset to use when option used without option-argument, especially optional but also boolean and negated.
       * The custom processing (parseArg) is called.
       *
       * @example
       * new Option('--color').default('GREYSCALE').preset('RGB');
       * new Option('--donate [amount]').preset('20').argParser(parseFloat);
       *
       * @param {*} arg
       * @return {Option}
       */
      preset(arg) {
        this.presetArg = arg;
        return this;
      }
      /**
       * Add option name(s) that conflict with this option.
       * An error will be displayed if conflicting options are found during parsing.
       *
       * @example
       * new Option('--rgb').conflicts('cmyk');
       * new Option('--js').conflicts(['ts', 'jsx']);
       *
       * @param {(string | string[])} names
       * @return {Option}
       */
      conflicts(names2) {
        this.conflictsWith = this.conflictsWith.concat(names2);
        return this;
      }
      /**
       * Specify implied option values for when this option is set and the implied options are not.
       *
       * The custom processing (parseArg) is not called on the implied values.
       *
       * @example
       * program
       *   .addOption(new Option('--log', 'write logging information to file'))
       *   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
       *
       * @param {object} impliedOptionValues
       * @return {Option}
       */
      implies(impliedOptionValues) {
        let newImplied = impliedOptionValues;
        if (typeof impliedOptionValues === "string") {
          newImplied = { [impliedOptionValues]: true };
        }
        this.implied = Object.assign(this.implied || {}, newImplied);
        return this;
      }
      /**
       * Set environment variable to check for option value.
       *
       * An environment variable is only used if when processed the current option value is
       * undefined, or the source of the current value is 'default' or 'config' or 'env'.
       *
       * @param {string} name
       * @return {Option}
       */
      env(name5) {
        this.envVar = name5;
        return this;
      }
      /**
       * Set the custom handler for processing CLI option arguments into option values.
       *
       * @param {Function} [fn]
       * @return {Option}
       */
      argParser(fn) {
        this.parseArg = fn;
        return this;
      }
      /**
       * Whether the option is mandatory and must have a value after parsing.
       *
       * @param {boolean} [mandatory=true]
       * @return {Option}
       */
      makeOptionMandatory(mandatory = true) {
        this.mandatory = !!mandatory;
        return this;
      }
      /**
       * Hide option in help.
       *
       * @param {boolean} [hide=true]
       * @return {Option}
       */
      hideHelp(hide2 = true) {
        this.hidden = !!hide2;
        return this;
      }
      /**
       * @package
       */
      _collectValue(value, previous) {
        if (previous === this.defaultValue || !Array.isArray(previous)) {
          return [value];
        }
        previous.push(value);
        return previous;
      }
      /**
       * Only allow option value to be one of choices.
       *
       * @param {string[]} values
       * @return {Option}
       */
      choices(values) {
        this.argChoices = values.slice();
        this.parseArg = (arg, previous) => {
          if (!this.argChoices.includes(arg)) {
            throw new InvalidArgumentError2(
              `Allowed choices are ${this.argChoices.join(", ")}.`
            );
          }
          if (this.variadic) {
            return this._collectValue(arg, previous);
          }
          return arg;
        };
        return this;
      }
      /**
       * Return option name.
       *
       * @return {string}
       */
      name() {
        if (this.long) {
          return this.long.replace(/^--/, "");
        }
        return this.short.replace(/^-/, "");
      }
      /**
       * Return option name, in a camelcase format that can be used
       * as an object attribute key.
       *
       * @return {string}
       */
      attributeName() {
        if (this.negate) {
          return camelcase(this.name().replace(/^no-/, ""));
        }
        return camelcase(this.name());
      }
      /**
       * Set the help group heading.
       *
       * @param {string} heading
       * @return {Option}
       */
      helpGroup(heading) {
        this.helpGroupHeading = heading;
        return this;
      }
      /**
       * Check if `arg` matches the short or long flag.
       *
       * @param {string} arg
       * @return {boolean}
       * @package
       */
      is(arg) {
        return this.short === arg || this.long === arg;
      }
      /**
       * Return whether a boolean option.
       *
       * Options are one of boolean, negated, required argument, or optional argument.
       *
       * @return {boolean}
       * @package
       */
      isBoolean() {
        return !this.required && !this.optional && !this.negate;
      }
    };
    var DualOptions = class {
      /**
       * @param {Option[]} options
       */
      constructor(options) {
        this.positiveOptions = /* @__PURE__ */ new Map();
        this.negativeOptions = /* @__PURE__ */ new Map();
        this.dualOptions = /* @__PURE__ */ new Set();
        options.forEach((option) => {
          if (option.negate) {
            this.negativeOptions.set(option.attributeName(), option);
          } else {
            this.positiveOptions.set(option.attributeName(), option);
          }
        });
        this.negativeOptions.forEach((value, key) => {
          if (this.positiveOptions.has(key)) {
            this.dualOptions.add(key);
          }
        });
      }
      /**
       * Did the value come from the option, and not from possible matching dual option?
       *
       * @param {*} value
       * @param {Option} option
       * @returns {boolean}
       */
      valueFromOption(value, option) {
        const optionKey = option.attributeName();
        if (!this.dualOptions.has(optionKey)) return true;
        const preset = this.negativeOptions.get(optionKey).presetArg;
        const negativeValue = preset !== void 0 ? preset : false;
        return option.negate === (negativeValue === value);
      }
    };
    function camelcase(str) {
      return str.split("-").reduce((str2, word) => {
        return str2 + word[0].toUpperCase() + word.slice(1);
      });
    }
    function splitOptionFlags(flags) {
      let shortFlag;
      let longFlag;
      const shortFlagExp = /^-[^-]$/;
      const longFlagExp = /^--[^-]/;
      const flagParts = flags.split(/[ |,]+/).concat("guard");
      if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
      if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
      if (!shortFlag && shortFlagExp.test(flagParts[0]))
        shortFlag = flagParts.shift();
      if (!shortFlag && longFlagExp.test(flagParts[0])) {
        shortFlag = longFlag;
        longFlag = flagParts.shift();
      }
      if (flagParts[0].startsWith("-")) {
        const unsupportedFlag = flagParts[0];
        const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
        if (/^-[^-][^-]/.test(unsupportedFlag))
          throw new Error(
            `${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`
          );
        if (shortFlagExp.test(unsupportedFlag))
          throw new Error(`${baseError}
- too many short flags`);
        if (longFlagExp.test(unsupportedFlag))
          throw new Error(`${baseError}
- too many long flags`);
        throw new Error(`${baseError}
- unrecognised flag format`);
      }
      if (shortFlag === void 0 && longFlag === void 0)
        throw new Error(
          `option creation failed due to no flags found in '${flags}'.`
        );
      return { shortFlag, longFlag };
    }
    exports.Option = Option2;
    exports.DualOptions = DualOptions;
  }
});

// node_modules/commander/lib/suggestSimilar.js
var require_suggestSimilar = __commonJS({
  "node_modules/commander/lib/suggestSimilar.js"(exports) {
    var maxDistance = 3;
    function editDistance(a, b) {
      if (Math.abs(a.length - b.length) > maxDistance)
        return Math.max(a.length, b.length);
      const d = [];
      for (let i = 0; i <= a.length; i++) {
        d[i] = [i];
      }
      for (let j = 0; j <= b.length; j++) {
        d[0][j] = j;
      }
      for (let j = 1; j <= b.length; j++) {
        for (let i = 1; i <= a.length; i++) {
          let cost = 1;
          if (a[i - 1] === b[j - 1]) {
            cost = 0;
          } else {
            cost = 1;
          }
          d[i][j] = Math.min(
            d[i - 1][j] + 1,
            // deletion
            d[i][j - 1] + 1,
            // insertion
            d[i - 1][j - 1] + cost
            // substitution
          );
          if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
            d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
          }
        }
      }
      return d[a.length][b.length];
    }
    function suggestSimilar(word, candidates) {
      if (!candidates || candidates.length === 0) return "";
      candidates = Array.from(new Set(candidates));
      const searchingOptions = word.startsWith("--");
      if (searchingOptions) {
        word = word.slice(2);
        candidates = candidates.map((candidate) => candidate.slice(2));
      }
      let similar = [];
      let bestDistance = maxDistance;
      const minSimilarity = 0.4;
      candidates.forEach((candidate) => {
        if (candidate.length <= 1) return;
        const distance3 = editDistance(word, candidate);
        const length = Math.max(word.length, candidate.length);
        const similarity = (length - distance3) / length;
        if (similarity > minSimilarity) {
          if (distance3 < bestDistance) {
            bestDistance = distance3;
            similar = [candidate];
          } else if (distance3 === bestDistance) {
            similar.push(candidate);
          }
        }
      });
      similar.sort((a, b) => a.localeCompare(b));
      if (searchingOptions) {
        similar = similar.map((candidate) => `--${candidate}`);
      }
      if (similar.length > 1) {
        return `
(Did you mean one of ${similar.join(", ")}?)`;
      }
      if (similar.length === 1) {
        return `
(Did you mean ${similar[0]}?)`;
      }
      return "";
    }
    exports.suggestSimilar = suggestSimilar;
  }
});

// node_modules/commander/lib/command.js
var require_command = __commonJS({
  "node_modules/commander/lib/command.js"(exports) {
    var EventEmitter = __require("node:events").EventEmitter;
    var childProcess = __require("node:child_process");
    var path = __require("node:path");
    var fs = __require("node:fs");
    var process2 = __require("node:process");
    var { Argument: Argument2, humanReadableArgName } = require_argument();
    var { CommanderError: CommanderError2 } = require_error();
    var { Help: Help2, stripColor } = require_help();
    var { Option: Option2, DualOptions } = require_option();
    var { suggestSimilar } = require_suggestSimilar();
    var Command2 = class _Command extends EventEmitter {
      /**
       * Initialize a new `Command`.
       *
       * @param {string} [name]
       */
      constructor(name5) {
        super();
        this.commands = [];
        this.options = [];
        this.parent = null;
        this._allowUnknownOption = false;
        this._allowExcessArguments = false;
        this.registeredArguments = [];
        this._args = this.registeredArguments;
        this.args = [];
        this.rawArgs = [];
        this.processedArgs = [];
        this._scriptPath = null;
        this._name = name5 || "";
        this._optionValues = {};
        this._optionValueSources = {};
        this._storeOptionsAsProperties = false;
        this._actionHandler = null;
        this._executableHandler = false;
        this._executableFile = null;
        this._executableDir = null;
        this._defaultCommandName = null;
        this._exitCallback = null;
        this._aliases = [];
        this._combineFlagAndOptionalValue = true;
        this._description = "";
        this._summary = "";
        this._argsDescription = void 0;
        this._enablePositionalOptions = false;
        this._passThroughOptions = false;
        this._lifeCycleHooks = {};
        this._showHelpAfterError = false;
        this._showSuggestionAfterError = true;
        this._savedState = null;
        this._outputConfiguration = {
          writeOut: (str) => process2.stdout.write(str),
          writeErr: (str) => process2.stderr.write(str),
          outputError: (str, write3) => write3(str),
          getOutHelpWidth: () => process2.stdout.isTTY ? process2.stdout.columns : void 0,
          getErrHelpWidth: () => process2.stderr.isTTY ? process2.stderr.columns : void 0,
          getOutHasColors: () => useColor() ?? (process2.stdout.isTTY && process2.stdout.hasColors?.()),
          getErrHasColors: () => useColor() ?? (process2.stderr.isTTY && process2.stderr.hasColors?.()),
          stripColor: (str) => stripColor(str)
        };
        this._hidden = false;
        this._helpOption = void 0;
        this._addImplicitHelpCommand = void 0;
        this._helpCommand = void 0;
        this._helpConfiguration = {};
        this._helpGroupHeading = void 0;
        this._defaultCommandGroup = void 0;
        this._defaultOptionGroup = void 0;
      }
      /**
       * Copy settings that are useful to have in common across root command and subcommands.
       *
       * (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
       *
       * @param {Command} sourceCommand
       * @return {Command} `this` command for chaining
       */
      copyInheritedSettings(sourceCommand) {
        this._outputConfiguration = sourceCommand._outputConfiguration;
        this._helpOption = sourceCommand._helpOption;
        this._helpCommand = sourceCommand._helpCommand;
        this._helpConfiguration = sourceCommand._helpConfiguration;
        this._exitCallback = sourceCommand._exitCallback;
        this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
        this._combineFlagAndOptionalValue = sourceCommand._combineFlagAndOptionalValue;
        this._allowExcessArguments = sourceCommand._allowExcessArguments;
        this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
        this._showHelpAfterError = sourceCommand._showHelpAfterError;
        this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;
        return this;
      }
      /**
       * @returns {Command[]}
       * @private
       */
      _getCommandAndAncestors() {
        const result2 = [];
        for (let command = this; command; command = command.parent) {
          result2.push(command);
        }
        return result2;
      }
      /**
       * Define a command.
       *
       * There are two styles of command: pay attention to where to put the description.
       *
       * @example
       * // Command implemented using action handler (description is supplied separately to `.command`)
       * program
       *   .command('clone <source> [destination]')
       *   .description('clone a repository into a newly created directory')
       *   .action((source, destination) => {
       *     console.log('clone command called');
       *   });
       *
       * // Command implemented using separate executable file (description is second parameter to `.command`)
       * program
       *   .command('start <service>', 'start named service')
       *   .command('stop [service]', 'stop named service, or all if no name supplied');
       *
       * @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
       * @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
       * @param {object} [execOpts] - configuration options (for executable)
       * @return {Command} returns new command for action handler, or `this` for executable command
       */
      command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
        let desc = actionOptsOrExecDesc;
        let opts = execOpts;
        if (typeof desc === "object" && desc !== null) {
          opts = desc;
          desc = null;
        }
        opts = opts || {};
        const [, name5, args] = nameAndArgs.match(/([^ ]+) *(.*)/);
        const cmd = this.createCommand(name5);
        if (desc) {
          cmd.description(desc);
          cmd._executableHandler = true;
        }
        if (opts.isDefault) this._defaultCommandName = cmd._name;
        cmd._hidden = !!(opts.noHelp || opts.hidden);
        cmd._executableFile = opts.executableFile || null;
        if (args) cmd.arguments(args);
        this._registerCommand(cmd);
        cmd.parent = this;
        cmd.copyInheritedSettings(this);
        if (desc) return this;
        return cmd;
      }
      /**
       * Factory routine to create a new unattached command.
       *
       * See .command() for creating an attached subcommand, which uses this routine to
       * create the command. You can override createCommand to customise subcommands.
       *
       * @param {string} [name]
       * @return {Command} new command
       */
      createCommand(name5) {
        return new _Command(name5);
      }
      /**
       * You can customise the help with a subclass of Help by overriding createHelp,
       * or by overriding Help properties using configureHelp().
       *
       * @return {Help}
       */
      createHelp() {
        return Object.assign(new Help2(), this.configureHelp());
      }
      /**
       * You can customise the help by overriding Help properties using configureHelp(),
       * or with a subclass of Help by overriding createHelp().
       *
       * @param {object} [configuration] - configuration options
       * @return {(Command | object)} `this` command for chaining, or stored configuration
       */
      configureHelp(configuration) {
        if (configuration === void 0) return this._helpConfiguration;
        this._helpConfiguration = configuration;
        return this;
      }
      /**
       * The default output goes to stdout and stderr. You can customise this for special
       * applications. You can also customise the display of errors by overriding outputError.
       *
       * The configuration properties are all functions:
       *
       *     // change how output being written, defaults to stdout and stderr
       *     writeOut(str)
       *     writeErr(str)
       *     // change how output being written for errors, defaults to writeErr
       *     outputError(str, write) // used for displaying errors and not used for displaying help
       *     // specify width for wrapping help
       *     getOutHelpWidth()
       *     getErrHelpWidth()
       *     // color support, currently only used with Help
       *     getOutHasColors()
       *     getErrHasColors()
       *     stripColor() // used to remove ANSI escape codes if output does not have colors
       *
       * @param {object} [configuration] - configuration options
       * @return {(Command | object)} `this` command for chaining, or stored configuration
       */
      configureOutput(configuration) {
        if (configuration === void 0) return this._outputConfiguration;
        this._outputConfiguration = {
          ...this._outputConfiguration,
          ...configuration
        };
        return this;
      }
      /**
       * Display the help or a custom message after an error occurs.
       *
       * @param {(boolean|string)} [displayHelp]
       * @return {Command} `this` command for chaining
       */
      showHelpAfterError(displayHelp = true) {
        if (typeof displayHelp !== "string") displayHelp = !!displayHelp;
        this._showHelpAfterError = displayHelp;
        return this;
      }
      /**
       * Display suggestion of similar commands for unknown commands, or options for unknown options.
       *
       * @param {boolean} [displaySuggestion]
       * @return {Command} `this` command for chaining
       */
      showSuggestionAfterError(displaySuggestion = true) {
        this._showSuggestionAfterError = !!displaySuggestion;
        return this;
      }
      /**
       * Add a prepared subcommand.
       *
       * See .command() for creating an attached subcommand which inherits settings from its parent.
       *
       * @param {Command} cmd - new subcommand
       * @param {object} [opts] - configuration options
       * @return {Command} `this` command for chaining
       */
      addCommand(cmd, opts) {
        if (!cmd._name) {
          throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
        }
        opts = opts || {};
        if (opts.isDefault) this._defaultCommandName = cmd._name;
        if (opts.noHelp || opts.hidden) cmd._hidden = true;
        this._registerCommand(cmd);
        cmd.parent = this;
        cmd._checkForBrokenPassThrough();
        return this;
      }
      /**
       * Factory routine to create a new unattached argument.
       *
       * See .argument() for creating an attached argument, which uses this routine to
       * create the argument. You can override createArgument to return a custom argument.
       *
       * @param {string} name
       * @param {string} [description]
       * @return {Argument} new argument
       */
      createArgument(name5, description) {
        return new Argument2(name5, description);
      }
      /**
       * Define argument syntax for command.
       *
       * The default is that the argument is required, and you can explicitly
       * indicate this with <> around the name. Put [] around the name for an optional argument.
       *
       * @example
       * program.argument('<input-file>');
       * program.argument('[output-file]');
       *
       * @param {string} name
       * @param {string} [description]
       * @param {(Function|*)} [parseArg] - custom argument processing function or default value
       * @param {*} [defaultValue]
       * @return {Command} `this` command for chaining
       */
      argument(name5, description, parseArg, defaultValue) {
        const argument = this.createArgument(name5, description);
        if (typeof parseArg === "function") {
          argument.default(defaultValue).argParser(parseArg);
        } else {
          argument.default(parseArg);
        }
        this.addArgument(argument);
        return this;
      }
      /**
       * Define argument syntax for command, adding multiple at once (without descriptions).
       *
       * See also .argument().
       *
       * @example
       * program.arguments('<cmd> [env]');
       *
       * @param {string} names
       * @return {Command} `this` command for chaining
       */
      arguments(names2) {
        names2.trim().split(/ +/).forEach((detail) => {
          this.argument(detail);
        });
        return this;
      }
      /**
       * Define argument syntax for command, adding a prepared argument.
       *
       * @param {Argument} argument
       * @return {Command} `this` command for chaining
       */
      addArgument(argument) {
        const previousArgument = this.registeredArguments.slice(-1)[0];
        if (previousArgument?.variadic) {
          throw new Error(
            `only the last argument can be variadic '${previousArgument.name()}'`
          );
        }
        if (argument.required && argument.defaultValue !== void 0 && argument.parseArg === void 0) {
          throw new Error(
            `a default value for a required argument is never used: '${argument.name()}'`
          );
        }
        this.registeredArguments.push(argument);
        return this;
      }
      /**
       * Customise or override default help command. By default a help command is automatically added if your command has subcommands.
       *
       * @example
       *    program.helpCommand('help [cmd]');
       *    program.helpCommand('help [cmd]', 'show help');
       *    program.helpCommand(false); // suppress default help command
       *    program.helpCommand(true); // add help command even if no subcommands
       *
       * @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
       * @param {string} [description] - custom description
       * @return {Command} `this` command for chaining
       */
      helpCommand(enableOrNameAndArgs, description) {
        if (typeof enableOrNameAndArgs === "boolean") {
          this._addImplicitHelpCommand = enableOrNameAndArgs;
          if (enableOrNameAndArgs && this._defaultCommandGroup) {
            this._initCommandGroup(this._getHelpCommand());
          }
          return this;
        }
        const nameAndArgs = enableOrNameAndArgs ?? "help [command]";
        const [, helpName, helpArgs] = nameAndArgs.match(/([^ ]+) *(.*)/);
        const helpDescription = description ?? "display help for command";
        const helpCommand = this.createCommand(helpName);
        helpCommand.helpOption(false);
        if (helpArgs) helpCommand.arguments(helpArgs);
        if (helpDescription) helpCommand.description(helpDescription);
        this._addImplicitHelpCommand = true;
        this._helpCommand = helpCommand;
        if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);
        return this;
      }
      /**
       * Add prepared custom help command.
       *
       * @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
       * @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
       * @return {Command} `this` command for chaining
       */
      addHelpCommand(helpCommand, deprecatedDescription) {
        if (typeof helpCommand !== "object") {
          this.helpCommand(helpCommand, deprecatedDescription);
          return this;
        }
        this._addImplicitHelpCommand = true;
        this._helpCommand = helpCommand;
        this._initCommandGroup(helpCommand);
        return this;
      }
      /**
       * Lazy create help command.
       *
       * @return {(Command|null)}
       * @package
       */
      _getHelpCommand() {
        const hasImplicitHelpCommand = this._addImplicitHelpCommand ?? (this.commands.length && !this._actionHandler && !this._findCommand("help"));
        if (hasImplicitHelpCommand) {
          if (this._helpCommand === void 0) {
            this.helpCommand(void 0, void 0);
          }
          return this._helpCommand;
        }
        return null;
      }
      /**
       * Add hook for life cycle event.
       *
       * @param {string} event
       * @param {Function} listener
       * @return {Command} `this` command for chaining
       */
      hook(event, listener) {
        const allowedValues = ["preSubcommand", "preAction", "postAction"];
        if (!allowedValues.includes(event)) {
          throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
        }
        if (this._lifeCycleHooks[event]) {
          this._lifeCycleHooks[event].push(listener);
        } else {
          this._lifeCycleHooks[event] = [listener];
        }
        return this;
      }
      /**
       * Register callback to use as replacement for calling process.exit.
       *
       * @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
       * @return {Command} `this` command for chaining
       */
      exitOverride(fn) {
        if (fn) {
          this._exitCallback = fn;
        } else {
          this._exitCallback = (err) => {
            if (err.code !== "commander.executeSubCommandAsync") {
              throw err;
            } else {
            }
          };
        }
        return this;
      }
      /**
       * Call process.exit, and _exitCallback if defined.
       *
       * @param {number} exitCode exit code for using with process.exit
       * @param {string} code an id string representing the error
       * @param {string} message human-readable description of the error
       * @return never
       * @private
       */
      _exit(exitCode, code3, message) {
        if (this._exitCallback) {
          this._exitCallback(new CommanderError2(exitCode, code3, message));
        }
        process2.exit(exitCode);
      }
      /**
       * Register callback `fn` for the command.
       *
       * @example
       * program
       *   .command('serve')
       *   .description('start service')
       *   .action(function() {
       *      // do work here
       *   });
       *
       * @param {Function} fn
       * @return {Command} `this` command for chaining
       */
      action(fn) {
        const listener = (args) => {
          const expectedArgsCount = this.registeredArguments.length;
          const actionArgs = args.slice(0, expectedArgsCount);
          if (this._storeOptionsAsProperties) {
            actionArgs[expectedArgsCount] = this;
          } else {
            actionArgs[expectedArgsCount] = this.opts();
          }
          actionArgs.push(this);
          return fn.apply(this, actionArgs);
        };
        this._actionHandler = listener;
        return this;
      }
      /**
       * Factory routine to create a new unattached option.
       *
       * See .option() for creating an attached option, which uses this routine to
       * create the option. You can override createOption to return a custom option.
       *
       * @param {string} flags
       * @param {string} [description]
       * @return {Option} new option
       */
      createOption(flags, description) {
        return new Option2(flags, description);
      }
      /**
       * Wrap parseArgs to catch 'commander.invalidArgument'.
       *
       * @param {(Option | Argument)} target
       * @param {string} value
       * @param {*} previous
       * @param {string} invalidArgumentMessage
       * @private
       */
      _callParseArg(target2, value, previous, invalidArgumentMessage) {
        try {
          return target2.parseArg(value, previous);
        } catch (err) {
          if (err.code === "commander.invalidArgument") {
            const message = `${invalidArgumentMessage} ${err.message}`;
            this.error(message, { exitCode: err.exitCode, code: err.code });
          }
          throw err;
        }
      }
      /**
       * Check for option flag conflicts.
       * Register option if no conflicts found, or throw on conflict.
       *
       * @param {Option} option
       * @private
       */
      _registerOption(option) {
        const matchingOption = option.short && this._findOption(option.short) || option.long && this._findOption(option.long);
        if (matchingOption) {
          const matchingFlag = option.long && this._findOption(option.long) ? option.long : option.short;
          throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
        }
        this._initOptionGroup(option);
        this.options.push(option);
      }
      /**
       * Check for command name and alias conflicts with existing commands.
       * Register command if no conflicts found, or throw on conflict.
       *
       * @param {Command} command
       * @private
       */
      _registerCommand(command) {
        const knownBy = (cmd) => {
          return [cmd.name()].concat(cmd.aliases());
        };
        const alreadyUsed = knownBy(command).find(
          (name5) => this._findCommand(name5)
        );
        if (alreadyUsed) {
          const existingCmd = knownBy(this._findCommand(alreadyUsed)).join("|");
          const newCmd = knownBy(command).join("|");
          throw new Error(
            `cannot add command '${newCmd}' as already have command '${existingCmd}'`
          );
        }
        this._initCommandGroup(command);
        this.commands.push(command);
      }
      /**
       * Add an option.
       *
       * @param {Option} option
       * @return {Command} `this` command for chaining
       */
      addOption(option) {
        this._registerOption(option);
        const oname = option.name();
        const name5 = option.attributeName();
        if (option.negate) {
          const positiveLongFlag = option.long.replace(/^--no-/, "--");
          if (!this._findOption(positiveLongFlag)) {
            this.setOptionValueWithSource(
              name5,
              option.defaultValue === void 0 ? true : option.defaultValue,
              "default"
            );
          }
        } else if (option.defaultValue !== void 0) {
          this.setOptionValueWithSource(name5, option.defaultValue, "default");
        }
        const handleOptionValue = (val, invalidValueMessage, valueSource) => {
          if (val == null && option.presetArg !== void 0) {
            val = option.presetArg;
          }
          const oldValue = this.getOptionValue(name5);
          if (val !== null && option.parseArg) {
            val = this._callParseArg(option, val, oldValue, invalidValueMessage);
          } else if (val !== null && option.variadic) {
            val = option._collectValue(val, oldValue);
          }
          if (val == null) {
            if (option.negate) {
              val = false;
            } else if (option.isBoolean() || option.optional) {
              val = true;
            } else {
              val = "";
            }
          }
          this.setOptionValueWithSource(name5, val, valueSource);
        };
        this.on("option:" + oname, (val) => {
          const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
          handleOptionValue(val, invalidValueMessage, "cli");
        });
        if (option.envVar) {
          this.on("optionEnv:" + oname, (val) => {
            const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
            handleOptionValue(val, invalidValueMessage, "env");
          });
        }
        return this;
      }
      /**
       * Internal implementation shared by .option() and .requiredOption()
       *
       * @return {Command} `this` command for chaining
       * @private
       */
      _optionEx(config2, flags, description, fn, defaultValue) {
        if (typeof flags === "object" && flags instanceof Option2) {
          throw new Error(
            "To add an Option object use addOption() instead of option() or requiredOption()"
          );
        }
        const option = this.createOption(flags, description);
        option.makeOptionMandatory(!!config2.mandatory);
        if (typeof fn === "function") {
          option.default(defaultValue).argParser(fn);
        } else if (fn instanceof RegExp) {
          const regex = fn;
          fn = (val, def) => {
            const m = regex.exec(val);
            return m ? m[0] : def;
          };
          option.default(defaultValue).argParser(fn);
        } else {
          option.default(fn);
        }
        return this.addOption(option);
      }
      /**
       * Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
       *
       * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
       * option-argument is indicated by `<>` and an optional option-argument by `[]`.
       *
       * See the README for more details, and see also addOption() and requiredOption().
       *
       * @example
       * program
       *     .option('-p, --pepper', 'add pepper')
       *     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
       *     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
       *     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
       *
       * @param {string} flags
       * @param {string} [description]
       * @param {(Function|*)} [parseArg] - custom option processing function or default value
       * @param {*} [defaultValue]
       * @return {Command} `this` command for chaining
       */
      option(flags, description, parseArg, defaultValue) {
        return this._optionEx({}, flags, description, parseArg, defaultValue);
      }
      /**
       * Add a required option which must have a value after parsing. This usually means
       * the option must be specified on the command line. (Otherwise the same as .option().)
       *
       * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
       *
       * @param {string} flags
       * @param {string} [description]
       * @param {(Function|*)} [parseArg] - custom option processing function or default value
       * @param {*} [defaultValue]
       * @return {Command} `this` command for chaining
       */
      requiredOption(flags, description, parseArg, defaultValue) {
        return this._optionEx(
          { mandatory: true },
          flags,
          description,
          parseArg,
          defaultValue
        );
      }
      /**
       * Alter parsing of short flags with optional values.
       *
       * @example
       * // for `.option('-f,--flag [value]'):
       * program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
       * program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
       *
       * @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
       * @return {Command} `this` command for chaining
       */
      combineFlagAndOptionalValue(combine = true) {
        this._combineFlagAndOptionalValue = !!combine;
        return this;
      }
      /**
       * Allow unknown options on the command line.
       *
       * @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
       * @return {Command} `this` command for chaining
       */
      allowUnknownOption(allowUnknown = true) {
        this._allowUnknownOption = !!allowUnknown;
        return this;
      }
      /**
       * Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
       *
       * @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
       * @return {Command} `this` command for chaining
       */
      allowExcessArguments(allowExcess = true) {
        this._allowExcessArguments = !!allowExcess;
        return this;
      }
      /**
       * Enable positional options. Positional means global options are specified before subcommands which lets
       * subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
       * The default behaviour is non-positional and global options may appear anywhere on the command line.
       *
       * @param {boolean} [positional]
       * @return {Command} `this` command for chaining
       */
      enablePositionalOptions(positional = true) {
        this._enablePositionalOptions = !!positional;
        return this;
      }
      /**
       * Pass through options that come after command-arguments rather than treat them as command-options,
       * so actual command-options come before command-arguments. Turning this on for a subcommand requires
       * positional options to have been enabled on the program (parent commands).
       * The default behaviour is non-positional and options may appear before or after command-arguments.
       *
       * @param {boolean} [passThrough] for unknown options.
       * @return {Command} `this` command for chaining
       */
      passThroughOptions(passThrough = true) {
        this._passThroughOptions = !!passThrough;
        this._checkForBrokenPassThrough();
        return this;
      }
      /**
       * @private
       */
      _checkForBrokenPassThrough() {
        if (this.parent && this._passThroughOptions && !this.parent._enablePositionalOptions) {
          throw new Error(
            `passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`
          );
        }
      }
      /**
       * Whether to store option values as properties on command object,
       * or store separately (specify false). In both cases the option values can be accessed using .opts().
       *
       * @param {boolean} [storeAsProperties=true]
       * @return {Command} `this` command for chaining
       */
      storeOptionsAsProperties(storeAsProperties = true) {
        if (this.options.length) {
          throw new Error("call .storeOptionsAsProperties() before adding options");
        }
        if (Object.keys(this._optionValues).length) {
          throw new Error(
            "call .storeOptionsAsProperties() before setting option values"
          );
        }
        this._storeOptionsAsProperties = !!storeAsProperties;
        return this;
      }
      /**
       * Retrieve option value.
       *
       * @param {string} key
       * @return {object} value
       */
      getOptionValue(key) {
        if (this._storeOptionsAsProperties) {
          return this[key];
        }
        return this._optionValues[key];
      }
      /**
       * Store option value.
       *
       * @param {string} key
       * @param {object} value
       * @return {Command} `this` command for chaining
       */
      setOptionValue(key, value) {
        return this.setOptionValueWithSource(key, value, void 0);
      }
      /**
       * Store option value and where the value came from.
       *
       * @param {string} key
       * @param {object} value
       * @param {string} source - expected values are default/config/env/cli/implied
       * @return {Command} `this` command for chaining
       */
      setOptionValueWithSource(key, value, source) {
        if (this._storeOptionsAsProperties) {
          this[key] = value;
        } else {
          this._optionValues[key] = value;
        }
        this._optionValueSources[key] = source;
        return this;
      }
      /**
       * Get source of option value.
       * Expected values are default | config | env | cli | implied
       *
       * @param {string} key
       * @return {string}
       */
      getOptionValueSource(key) {
        return this._optionValueSources[key];
      }
      /**
       * Get source of option value. See also .optsWithGlobals().
       * Expected values are default | config | env | cli | implied
       *
       * @param {string} key
       * @return {string}
       */
      getOptionValueSourceWithGlobals(key) {
        let source;
        this._getCommandAndAncestors().forEach((cmd) => {
          if (cmd.getOptionValueSource(key) !== void 0) {
            source = cmd.getOptionValueSource(key);
          }
        });
        return source;
      }
      /**
       * Get user arguments from implied or explicit arguments.
       * Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
       *
       * @private
       */
      _prepareUserArgs(argv, parseOptions) {
        if (argv !== void 0 && !Array.isArray(argv)) {
          throw new Error("first parameter to parse must be array or undefined");
        }
        parseOptions = parseOptions || {};
        if (argv === void 0 && parseOptions.from === void 0) {
          if (process2.versions?.electron) {
            parseOptions.from = "electron";
          }
          const execArgv = process2.execArgv ?? [];
          if (execArgv.includes("-e") || execArgv.includes("--eval") || execArgv.includes("-p") || execArgv.includes("--print")) {
            parseOptions.from = "eval";
          }
        }
        if (argv === void 0) {
          argv = process2.argv;
        }
        this.rawArgs = argv.slice();
        let userArgs;
        switch (parseOptions.from) {
          case void 0:
          case "node":
            this._scriptPath = argv[1];
            userArgs = argv.slice(2);
            break;
          case "electron":
            if (process2.defaultApp) {
              this._scriptPath = argv[1];
              userArgs = argv.slice(2);
            } else {
              userArgs = argv.slice(1);
            }
            break;
          case "user":
            userArgs = argv.slice(0);
            break;
          case "eval":
            userArgs = argv.slice(1);
            break;
          default:
            throw new Error(
              `unexpected parse option { from: '${parseOptions.from}' }`
            );
        }
        if (!this._name && this._scriptPath)
          this.nameFromFilename(this._scriptPath);
        this._name = this._name || "program";
        return userArgs;
      }
      /**
       * Parse `argv`, setting options and invoking commands when defined.
       *
       * Use parseAsync instead of parse if any of your action handlers are async.
       *
       * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
       *
       * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
       * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
       * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
       * - `'user'`: just user arguments
       *
       * @example
       * program.parse(); // parse process.argv and auto-detect electron and special node flags
       * program.parse(process.argv); // assume argv[0] is app and argv[1] is script
       * program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
       *
       * @param {string[]} [argv] - optional, defaults to process.argv
       * @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
       * @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
       * @return {Command} `this` command for chaining
       */
      parse(argv, parseOptions) {
        this._prepareForParse();
        const userArgs = this._prepareUserArgs(argv, parseOptions);
        this._parseCommand([], userArgs);
        return this;
      }
      /**
       * Parse `argv`, setting options and invoking commands when defined.
       *
       * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
       *
       * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
       * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
       * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
       * - `'user'`: just user arguments
       *
       * @example
       * await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
       * await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
       * await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
       *
       * @param {string[]} [argv]
       * @param {object} [parseOptions]
       * @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
       * @return {Promise}
       */
      async parseAsync(argv, parseOptions) {
        this._prepareForParse();
        const userArgs = this._prepareUserArgs(argv, parseOptions);
        await this._parseCommand([], userArgs);
        return this;
      }
      _prepareForParse() {
        if (this._savedState === null) {
          this.saveStateBeforeParse();
        } else {
          this.restoreStateBeforeParse();
        }
      }
      /**
       * Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
       * Not usually called directly, but available for subclasses to save their custom state.
       *
       * This is called in a lazy way. Only commands used in parsing chain will have state saved.
       */
      saveStateBeforeParse() {
        this._savedState = {
          // name is stable if supplied by author, but may be unspecified for root command and deduced during parsing
          _name: this._name,
          // option values before parse have default values (including false for negated options)
          // shallow clones
          _optionValues: { ...this._optionValues },
          _optionValueSources: { ...this._optionValueSources }
        };
      }
      /**
       * Restore state before parse for calls after the first.
       * Not usually called directly, but available for subclasses to save their custom state.
       *
       * This is called in a lazy way. Only commands used in parsing chain will have state restored.
       */
      restoreStateBeforeParse() {
        if (this._storeOptionsAsProperties)
          throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);
        this._name = this._savedState._name;
        this._scriptPath = null;
        this.rawArgs = [];
        this._optionValues = { ...this._savedState._optionValues };
        this._optionValueSources = { ...this._savedState._optionValueSources };
        this.args = [];
        this.processedArgs = [];
      }
      /**
       * Throw if expected executable is missing. Add lots of help for author.
       *
       * @param {string} executableFile
       * @param {string} executableDir
       * @param {string} subcommandName
       */
      _checkForMissingExecutable(executableFile, executableDir, subcommandName) {
        if (fs.existsSync(executableFile)) return;
        const executableDirMessage = executableDir ? `searched for local subcommand relative to directory '${executableDir}'` : "no directory for search for local subcommand, use .executableDir() to supply a custom directory";
        const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDirMessage}`;
        throw new Error(executableMissing);
      }
      /**
       * Execute a sub-command executable.
       *
       * @private
       */
      _executeSubCommand(subcommand, args) {
        args = args.slice();
        let launchWithNode = false;
        const sourceExt = [".js", ".ts", ".tsx", ".mjs", ".cjs"];
        function findFile(baseDir, baseName) {
          const localBin = path.resolve(baseDir, baseName);
          if (fs.existsSync(localBin)) return localBin;
          if (sourceExt.includes(path.extname(baseName))) return void 0;
          const foundExt = sourceExt.find(
            (ext) => fs.existsSync(`${localBin}${ext}`)
          );
          if (foundExt) return `${localBin}${foundExt}`;
          return void 0;
        }
        this._checkForMissingMandatoryOptions();
        this._checkForConflictingOptions();
        let executableFile = subcommand._executableFile || `${this._name}-${subcommand._name}`;
        let executableDir = this._executableDir || "";
        if (this._scriptPath) {
          let resolvedScriptPath;
          try {
            resolvedScriptPath = fs.realpathSync(this._scriptPath);
          } catch {
            resolvedScriptPath = this._scriptPath;
          }
          executableDir = path.resolve(
            path.dirname(resolvedScriptPath),
            executableDir
          );
        }
        if (executableDir) {
          let localFile = findFile(executableDir, executableFile);
          if (!localFile && !subcommand._executableFile && this._scriptPath) {
            const legacyName = path.basename(
              this._scriptPath,
              path.extname(this._scriptPath)
            );
            if (legacyName !== this._name) {
              localFile = findFile(
                executableDir,
                `${legacyName}-${subcommand._name}`
              );
            }
          }
          executableFile = localFile || executableFile;
        }
        launchWithNode = sourceExt.includes(path.extname(executableFile));
        let proc;
        if (process2.platform !== "win32") {
          if (launchWithNode) {
            args.unshift(executableFile);
            args = incrementNodeInspectorPort(process2.execArgv).concat(args);
            proc = childProcess.spawn(process2.argv[0], args, { stdio: "inherit" });
          } else {
            proc = childProcess.spawn(executableFile, args, { stdio: "inherit" });
          }
        } else {
          this._checkForMissingExecutable(
            executableFile,
            executableDir,
            subcommand._name
          );
          args.unshift(executableFile);
          args = incrementNodeInspectorPort(process2.execArgv).concat(args);
          proc = childProcess.spawn(process2.execPath, args, { stdio: "inherit" });
        }
        if (!proc.killed) {
          const signals = ["SIGUSR1", "SIGUSR2", "SIGTERM", "SIGINT", "SIGHUP"];
          signals.forEach((signal) => {
            process2.on(signal, () => {
              if (proc.killed === false && proc.exitCode === null) {
                proc.kill(signal);
              }
            });
          });
        }
        const exitCallback = this._exitCallback;
        proc.on("close", (code3) => {
          code3 = code3 ?? 1;
          if (!exitCallback) {
            process2.exit(code3);
          } else {
            exitCallback(
              new CommanderError2(
                code3,
                "commander.executeSubCommandAsync",
                "(close)"
              )
            );
          }
        });
        proc.on("error", (err) => {
          if (err.code === "ENOENT") {
            this._checkForMissingExecutable(
              executableFile,
              executableDir,
              subcommand._name
            );
          } else if (err.code === "EACCES") {
            throw new Error(`'${executableFile}' not executable`);
          }
          if (!exitCallback) {
            process2.exit(1);
          } else {
            const wrappedError = new CommanderError2(
              1,
              "commander.executeSubCommandAsync",
              "(error)"
            );
            wrappedError.nestedError = err;
            exitCallback(wrappedError);
          }
        });
        this.runningCommand = proc;
      }
      /**
       * @private
       */
      _dispatchSubcommand(commandName, operands, unknown2) {
        const subCommand = this._findCommand(commandName);
        if (!subCommand) this.help({ error: true });
        subCommand._prepareForParse();
        let promiseChain;
        promiseChain = this._chainOrCallSubCommandHook(
          promiseChain,
          subCommand,
          "preSubcommand"
        );
        promiseChain = this._chainOrCall(promiseChain, () => {
          if (subCommand._executableHandler) {
            this._executeSubCommand(subCommand, operands.concat(unknown2));
          } else {
            return subCommand._parseCommand(operands, unknown2);
          }
        });
        return promiseChain;
      }
      /**
       * Invoke help directly if possible, or dispatch if necessary.
       * e.g. help foo
       *
       * @private
       */
      _dispatchHelpCommand(subcommandName) {
        if (!subcommandName) {
          this.help();
        }
        const subCommand = this._findCommand(subcommandName);
        if (subCommand && !subCommand._executableHandler) {
          subCommand.help();
        }
        return this._dispatchSubcommand(
          subcommandName,
          [],
          [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? "--help"]
        );
      }
      /**
       * Check this.args against expected this.registeredArguments.
       *
       * @private
       */
      _checkNumberOfArguments() {
        this.registeredArguments.forEach((arg, i) => {
          if (arg.required && this.args[i] == null) {
            this.missingArgument(arg.name());
          }
        });
        if (this.registeredArguments.length > 0 && this.registeredArguments[this.registeredArguments.length - 1].variadic) {
          return;
        }
        if (this.args.length > this.registeredArguments.length) {
          this._excessArguments(this.args);
        }
      }
      /**
       * Process this.args using this.registeredArguments and save as this.processedArgs!
       *
       * @private
       */
      _processArguments() {
        const myParseArg = (argument, value, previous) => {
          let parsedValue = value;
          if (value !== null && argument.parseArg) {
            const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
            parsedValue = this._callParseArg(
              argument,
              value,
              previous,
              invalidValueMessage
            );
          }
          return parsedValue;
        };
        this._checkNumberOfArguments();
        const processedArgs = [];
        this.registeredArguments.forEach((declaredArg, index) => {
          let value = declaredArg.defaultValue;
          if (declaredArg.variadic) {
            if (index < this.args.length) {
              value = this.args.slice(index);
              if (declaredArg.parseArg) {
                value = value.reduce((processed, v) => {
                  return myParseArg(declaredArg, v, processed);
                }, declaredArg.defaultValue);
              }
            } else if (value === void 0) {
              value = [];
            }
          } else if (index < this.args.length) {
            value = this.args[index];
            if (declaredArg.parseArg) {
              value = myParseArg(declaredArg, value, declaredArg.defaultValue);
            }
          }
          processedArgs[index] = value;
        });
        this.processedArgs = processedArgs;
      }
      /**
       * Once we have a promise we chain, but call synchronously until then.
       *
       * @param {(Promise|undefined)} promise
       * @param {Function} fn
       * @return {(Promise|undefined)}
       * @private
       */
      _chainOrCall(promise, fn) {
        if (promise?.then && typeof promise.then === "function") {
          return promise.then(() => fn());
        }
        return fn();
      }
      /**
       *
       * @param {(Promise|undefined)} promise
       * @param {string} event
       * @return {(Promise|undefined)}
       * @private
       */
      _chainOrCallHooks(promise, event) {
        let result2 = promise;
        const hooks = [];
        this._getCommandAndAncestors().reverse().filter((cmd) => cmd._lifeCycleHooks[event] !== void 0).forEach((hookedCommand) => {
          hookedCommand._lifeCycleHooks[event].forEach((callback) => {
            hooks.push({ hookedCommand, callback });
          });
        });
        if (event === "postAction") {
          hooks.reverse();
        }
        hooks.forEach((hookDetail) => {
          result2 = this._chainOrCall(result2, () => {
            return hookDetail.callback(hookDetail.hookedCommand, this);
          });
        });
        return result2;
      }
      /**
       *
       * @param {(Promise|undefined)} promise
       * @param {Command} subCommand
       * @param {string} event
       * @return {(Promise|undefined)}
       * @private
       */
      _chainOrCallSubCommandHook(promise, subCommand, event) {
        let result2 = promise;
        if (this._lifeCycleHooks[event] !== void 0) {
          this._lifeCycleHooks[event].forEach((hook) => {
            result2 = this._chainOrCall(result2, () => {
              return hook(this, subCommand);
            });
          });
        }
        return result2;
      }
      /**
       * Process arguments in context of this command.
       * Returns action result, in case it is a promise.
       *
       * @private
       */
      _parseCommand(operands, unknown2) {
        const parsed3 = this.parseOptions(unknown2);
        this._parseOptionsEnv();
        this._parseOptionsImplied();
        operands = operands.concat(parsed3.operands);
        unknown2 = parsed3.unknown;
        this.args = operands.concat(unknown2);
        if (operands && this._findCommand(operands[0])) {
          return this._dispatchSubcommand(operands[0], operands.slice(1), unknown2);
        }
        if (this._getHelpCommand() && operands[0] === this._getHelpCommand().name()) {
          return this._dispatchHelpCommand(operands[1]);
        }
        if (this._defaultCommandName) {
          this._outputHelpIfRequested(unknown2);
          return this._dispatchSubcommand(
            this._defaultCommandName,
            operands,
            unknown2
          );
        }
        if (this.commands.length && this.args.length === 0 && !this._actionHandler && !this._defaultCommandName) {
          this.help({ error: true });
        }
        this._outputHelpIfRequested(parsed3.unknown);
        this._checkForMissingMandatoryOptions();
        this._checkForConflictingOptions();
        const checkForUnknownOptions = () => {
          if (parsed3.unknown.length > 0) {
            this.unknownOption(parsed3.unknown[0]);
          }
        };
        const commandEvent = `command:${this.name()}`;
        if (this._actionHandler) {
          checkForUnknownOptions();
          this._processArguments();
          let promiseChain;
          promiseChain = this._chainOrCallHooks(promiseChain, "preAction");
          promiseChain = this._chainOrCall(
            promiseChain,
            () => this._actionHandler(this.processedArgs)
          );
          if (this.parent) {
            promiseChain = this._chainOrCall(promiseChain, () => {
              this.parent.emit(commandEvent, operands, unknown2);
            });
          }
          promiseChain = this._chainOrCallHooks(promiseChain, "postAction");
          return promiseChain;
        }
        if (this.parent?.listenerCount(commandEvent)) {
          checkForUnknownOptions();
          this._processArguments();
          this.parent.emit(commandEvent, operands, unknown2);
        } else if (operands.length) {
          if (this._findCommand("*")) {
            return this._dispatchSubcommand("*", operands, unknown2);
          }
          if (this.listenerCount("command:*")) {
            this.emit("command:*", operands, unknown2);
          } else if (this.commands.length) {
            this.unknownCommand();
          } else {
            checkForUnknownOptions();
            this._processArguments();
          }
        } else if (this.commands.length) {
          checkForUnknownOptions();
          this.help({ error: true });
        } else {
          checkForUnknownOptions();
          this._processArguments();
        }
      }
      /**
       * Find matching command.
       *
       * @private
       * @return {Command | undefined}
       */
      _findCommand(name5) {
        if (!name5) return void 0;
        return this.commands.find(
          (cmd) => cmd._name === name5 || cmd._aliases.includes(name5)
        );
      }
      /**
       * Return an option matching `arg` if any.
       *
       * @param {string} arg
       * @return {Option}
       * @package
       */
      _findOption(arg) {
        return this.options.find((option) => option.is(arg));
      }
      /**
       * Display an error message if a mandatory option does not have a value.
       * Called after checking for help flags in leaf subcommand.
       *
       * @private
       */
      _checkForMissingMandatoryOptions() {
        this._getCommandAndAncestors().forEach((cmd) => {
          cmd.options.forEach((anOption) => {
            if (anOption.mandatory && cmd.getOptionValue(anOption.attributeName()) === void 0) {
              cmd.missingMandatoryOptionValue(anOption);
            }
          });
        });
      }
      /**
       * Display an error message if conflicting options are used together in this.
       *
       * @private
       */
      _checkForConflictingLocalOptions() {
        const definedNonDefaultOptions = this.options.filter((option) => {
          const optionKey = option.attributeName();
          if (this.getOptionValue(optionKey) === void 0) {
            return false;
          }
          return this.getOptionValueSource(optionKey) !== "default";
        });
        const optionsWithConflicting = definedNonDefaultOptions.filter(
          (option) => option.conflictsWith.length > 0
        );
        optionsWithConflicting.forEach((option) => {
          const conflictingAndDefined = definedNonDefaultOptions.find(
            (defined) => option.conflictsWith.includes(defined.attributeName())
          );
          if (conflictingAndDefined) {
            this._conflictingOption(option, conflictingAndDefined);
          }
        });
      }
      /**
       * Display an error message if conflicting options are used together.
       * Called after checking for help flags in leaf subcommand.
       *
       * @private
       */
      _checkForConflictingOptions() {
        this._getCommandAndAncestors().forEach((cmd) => {
          cmd._checkForConflictingLocalOptions();
        });
      }
      /**
       * Parse options from `argv` removing known options,
       * and return argv split into operands and unknown arguments.
       *
       * Side effects: modifies command by storing options. Does not reset state if called again.
       *
       * Examples:
       *
       *     argv => operands, unknown
       *     --known kkk op => [op], []
       *     op --known kkk => [op], []
       *     sub --unknown uuu op => [sub], [--unknown uuu op]
       *     sub -- --unknown uuu op => [sub --unknown uuu op], []
       *
       * @param {string[]} args
       * @return {{operands: string[], unknown: string[]}}
       */
      parseOptions(args) {
        const operands = [];
        const unknown2 = [];
        let dest = operands;
        function maybeOption(arg) {
          return arg.length > 1 && arg[0] === "-";
        }
        const negativeNumberArg = (arg) => {
          if (!/^-(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(arg)) return false;
          return !this._getCommandAndAncestors().some(
            (cmd) => cmd.options.map((opt) => opt.short).some((short) => /^-\d$/.test(short))
          );
        };
        let activeVariadicOption = null;
        let activeGroup = null;
        let i = 0;
        while (i < args.length || activeGroup) {
          const arg = activeGroup ?? args[i++];
          activeGroup = null;
          if (arg === "--") {
            if (dest === unknown2) dest.push(arg);
            dest.push(...args.slice(i));
            break;
          }
          if (activeVariadicOption && (!maybeOption(arg) || negativeNumberArg(arg))) {
            this.emit(`option:${activeVariadicOption.name()}`, arg);
            continue;
          }
          activeVariadicOption = null;
          if (maybeOption(arg)) {
            const option = this._findOption(arg);
            if (option) {
              if (option.required) {
                const value = args[i++];
                if (value === void 0) this.optionMissingArgument(option);
                this.emit(`option:${option.name()}`, value);
              } else if (option.optional) {
                let value = null;
                if (i < args.length && (!maybeOption(args[i]) || negativeNumberArg(args[i]))) {
                  value = args[i++];
                }
                this.emit(`option:${option.name()}`, value);
              } else {
                this.emit(`option:${option.name()}`);
              }
              activeVariadicOption = option.variadic ? option : null;
              continue;
            }
          }
          if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
            const option = this._findOption(`-${arg[1]}`);
            if (option) {
              if (option.required || option.optional && this._combineFlagAndOptionalValue) {
                this.emit(`option:${option.name()}`, arg.slice(2));
              } else {
                this.emit(`option:${option.name()}`);
                activeGroup = `-${arg.slice(2)}`;
              }
              continue;
            }
          }
          if (/^--[^=]+=/.test(arg)) {
            const index = arg.indexOf("=");
            const option = this._findOption(arg.slice(0, index));
            if (option && (option.required || option.optional)) {
              this.emit(`option:${option.name()}`, arg.slice(index + 1));
              continue;
            }
          }
          if (dest === operands && maybeOption(arg) && !(this.commands.length === 0 && negativeNumberArg(arg))) {
            dest = unknown2;
          }
          if ((this._enablePositionalOptions || this._passThroughOptions) && operands.length === 0 && unknown2.length === 0) {
            if (this._findCommand(arg)) {
              operands.push(arg);
              unknown2.push(...args.slice(i));
              break;
            } else if (this._getHelpCommand() && arg === this._getHelpCommand().name()) {
              operands.push(arg, ...args.slice(i));
              break;
            } else if (this._defaultCommandName) {
              unknown2.push(arg, ...args.slice(i));
              break;
            }
          }
          if (this._passThroughOptions) {
            dest.push(arg, ...args.slice(i));
            break;
          }
          dest.push(arg);
        }
        return { operands, unknown: unknown2 };
      }
      /**
       * Return an object containing local option values as key-value pairs.
       *
       * @return {object}
       */
      opts() {
        if (this._storeOptionsAsProperties) {
          const result2 = {};
          const len = this.options.length;
          for (let i = 0; i < len; i++) {
            const key = this.options[i].attributeName();
            result2[key] = key === this._versionOptionName ? this._version : this[key];
          }
          return result2;
        }
        return this._optionValues;
      }
      /**
       * Return an object containing merged local and global option values as key-value pairs.
       *
       * @return {object}
       */
      optsWithGlobals() {
        return this._getCommandAndAncestors().reduce(
          (combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()),
          {}
        );
      }
      /**
       * Display error message and exit (or call exitOverride).
       *
       * @param {string} message
       * @param {object} [errorOptions]
       * @param {string} [errorOptions.code] - an id string representing the error
       * @param {number} [errorOptions.exitCode] - used with process.exit
       */
      error(message, errorOptions) {
        this._outputConfiguration.outputError(
          `${message}
`,
          this._outputConfiguration.writeErr
        );
        if (typeof this._showHelpAfterError === "string") {
          this._outputConfiguration.writeErr(`${this._showHelpAfterError}
`);
        } else if (this._showHelpAfterError) {
          this._outputConfiguration.writeErr("\n");
          this.outputHelp({ error: true });
        }
        const config2 = errorOptions || {};
        const exitCode = config2.exitCode || 1;
        const code3 = config2.code || "commander.error";
        this._exit(exitCode, code3, message);
      }
      /**
       * Apply any option related environment variables, if option does
       * not have a value from cli or client code.
       *
       * @private
       */
      _parseOptionsEnv() {
        this.options.forEach((option) => {
          if (option.envVar && option.envVar in process2.env) {
            const optionKey = option.attributeName();
            if (this.getOptionValue(optionKey) === void 0 || ["default", "config", "env"].includes(
              this.getOptionValueSource(optionKey)
            )) {
              if (option.required || option.optional) {
                this.emit(`optionEnv:${option.name()}`, process2.env[option.envVar]);
              } else {
                this.emit(`optionEnv:${option.name()}`);
              }
            }
          }
        });
      }
      /**
       * Apply any implied option values, if option is undefined or default value.
       *
       * @private
       */
      _parseOptionsImplied() {
        const dualHelper = new DualOptions(this.options);
        const hasCustomOptionValue = (optionKey) => {
          return this.getOptionValue(optionKey) !== void 0 && !["default", "implied"].includes(this.getOptionValueSource(optionKey));
        };
        this.options.filter(
          (option) => option.implied !== void 0 && hasCustomOptionValue(option.attributeName()) && dualHelper.valueFromOption(
            this.getOptionValue(option.attributeName()),
            option
          )
        ).forEach((option) => {
          Object.keys(option.implied).filter((impliedKey) => !hasCustomOptionValue(impliedKey)).forEach((impliedKey) => {
            this.setOptionValueWithSource(
              impliedKey,
              option.implied[impliedKey],
              "implied"
            );
          });
        });
      }
      /**
       * Argument `name` is missing.
       *
       * @param {string} name
       * @private
       */
      missingArgument(name5) {
        const message = `error: missing required argument '${name5}'`;
        this.error(message, { code: "commander.missingArgument" });
      }
      /**
       * `Option` is missing an argument.
       *
       * @param {Option} option
       * @private
       */
      optionMissingArgument(option) {
        const message = `error: option '${option.flags}' argument missing`;
        this.error(message, { code: "commander.optionMissingArgument" });
      }
      /**
       * `Option` does not have a value, and is a mandatory option.
       *
       * @param {Option} option
       * @private
       */
      missingMandatoryOptionValue(option) {
        const message = `error: required option '${option.flags}' not specified`;
        this.error(message, { code: "commander.missingMandatoryOptionValue" });
      }
      /**
       * `Option` conflicts with another option.
       *
       * @param {Option} option
       * @param {Option} conflictingOption
       * @private
       */
      _conflictingOption(option, conflictingOption) {
        const findBestOptionFromValue = (option2) => {
          const optionKey = option2.attributeName();
          const optionValue = this.getOptionValue(optionKey);
          const negativeOption = this.options.find(
            (target2) => target2.negate && optionKey === target2.attributeName()
          );
          const positiveOption = this.options.find(
            (target2) => !target2.negate && optionKey === target2.attributeName()
          );
          if (negativeOption && (negativeOption.presetArg === void 0 && optionValue === false || negativeOption.presetArg !== void 0 && optionValue === negativeOption.presetArg)) {
            return negativeOption;
          }
          return positiveOption || option2;
        };
        const getErrorMessage = (option2) => {
          const bestOption = findBestOptionFromValue(option2);
          const optionKey = bestOption.attributeName();
          const source = this.getOptionValueSource(optionKey);
          if (source === "env") {
            return `environment variable '${bestOption.envVar}'`;
          }
          return `option '${bestOption.flags}'`;
        };
        const message = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
        this.error(message, { code: "commander.conflictingOption" });
      }
      /**
       * Unknown option `flag`.
       *
       * @param {string} flag
       * @private
       */
      unknownOption(flag) {
        if (this._allowUnknownOption) return;
        let suggestion = "";
        if (flag.startsWith("--") && this._showSuggestionAfterError) {
          let candidateFlags = [];
          let command = this;
          do {
            const moreFlags = command.createHelp().visibleOptions(command).filter((option) => option.long).map((option) => option.long);
            candidateFlags = candidateFlags.concat(moreFlags);
            command = command.parent;
          } while (command && !command._enablePositionalOptions);
          suggestion = suggestSimilar(flag, candidateFlags);
        }
        const message = `error: unknown option '${flag}'${suggestion}`;
        this.error(message, { code: "commander.unknownOption" });
      }
      /**
       * Excess arguments, more than expected.
       *
       * @param {string[]} receivedArgs
       * @private
       */
      _excessArguments(receivedArgs) {
        if (this._allowExcessArguments) return;
        const expected = this.registeredArguments.length;
        const s = expected === 1 ? "" : "s";
        const forSubcommand = this.parent ? ` for '${this.name()}'` : "";
        const message = `error: too many arguments${forSubcommand}. Expected ${expected} argument${s} but got ${receivedArgs.length}.`;
        this.error(message, { code: "commander.excessArguments" });
      }
      /**
       * Unknown command.
       *
       * @private
       */
      unknownCommand() {
        const unknownName = this.args[0];
        let suggestion = "";
        if (this._showSuggestionAfterError) {
          const candidateNames = [];
          this.createHelp().visibleCommands(this).forEach((command) => {
            candidateNames.push(command.name());
            if (command.alias()) candidateNames.push(command.alias());
          });
          suggestion = suggestSimilar(unknownName, candidateNames);
        }
        const message = `error: unknown command '${unknownName}'${suggestion}`;
        this.error(message, { code: "commander.unknownCommand" });
      }
      /**
       * Get or set the program version.
       *
       * This method auto-registers the "-V, --version" option which will print the version number.
       *
       * You can optionally supply the flags and description to override the defaults.
       *
       * @param {string} [str]
       * @param {string} [flags]
       * @param {string} [description]
       * @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
       */
      version(str, flags, description) {
        if (str === void 0) return this._version;
        this._version = str;
        flags = flags || "-V, --version";
        description = description || "output the version number";
        const versionOption = this.createOption(flags, description);
        this._versionOptionName = versionOption.attributeName();
        this._registerOption(versionOption);
        this.on("option:" + versionOption.name(), () => {
          this._outputConfiguration.writeOut(`${str}
`);
          this._exit(0, "commander.version", str);
        });
        return this;
      }
      /**
       * Set the description.
       *
       * @param {string} [str]
       * @param {object} [argsDescription]
       * @return {(string|Command)}
       */
      description(str, argsDescription) {
        if (str === void 0 && argsDescription === void 0)
          return this._description;
        this._description = str;
        if (argsDescription) {
          this._argsDescription = argsDescription;
        }
        return this;
      }
      /**
       * Set the summary. Used when listed as subcommand of parent.
       *
       * @param {string} [str]
       * @return {(string|Command)}
       */
      summary(str) {
        if (str === void 0) return this._summary;
        this._summary = str;
        return this;
      }
      /**
       * Set an alias for the command.
       *
       * You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
       *
       * @param {string} [alias]
       * @return {(string|Command)}
       */
      alias(alias) {
        if (alias === void 0) return this._aliases[0];
        let command = this;
        if (this.commands.length !== 0 && this.commands[this.commands.length - 1]._executableHandler) {
          command = this.commands[this.commands.length - 1];
        }
        if (alias === command._name)
          throw new Error("Command alias can't be the same as its name");
        const matchingCommand = this.parent?._findCommand(alias);
        if (matchingCommand) {
          const existingCmd = [matchingCommand.name()].concat(matchingCommand.aliases()).join("|");
          throw new Error(
            `cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`
          );
        }
        command._aliases.push(alias);
        return this;
      }
      /**
       * Set aliases for the command.
       *
       * Only the first alias is shown in the auto-generated help.
       *
       * @param {string[]} [aliases]
       * @return {(string[]|Command)}
       */
      aliases(aliases) {
        if (aliases === void 0) return this._aliases;
        aliases.forEach((alias) => this.alias(alias));
        return this;
      }
      /**
       * Set / get the command usage `str`.
       *
       * @param {string} [str]
       * @return {(string|Command)}
       */
      usage(str) {
        if (str === void 0) {
          if (this._usage) return this._usage;
          const args = this.registeredArguments.map((arg) => {
            return humanReadableArgName(arg);
          });
          return [].concat(
            this.options.length || this._helpOption !== null ? "[options]" : [],
            this.commands.length ? "[command]" : [],
            this.registeredArguments.length ? args : []
          ).join(" ");
        }
        this._usage = str;
        return this;
      }
      /**
       * Get or set the name of the command.
       *
       * @param {string} [str]
       * @return {(string|Command)}
       */
      name(str) {
        if (str === void 0) return this._name;
        this._name = str;
        return this;
      }
      /**
       * Set/get the help group heading for this subcommand in parent command's help.
       *
       * @param {string} [heading]
       * @return {Command | string}
       */
      helpGroup(heading) {
        if (heading === void 0) return this._helpGroupHeading ?? "";
        this._helpGroupHeading = heading;
        return this;
      }
      /**
       * Set/get the default help group heading for subcommands added to this command.
       * (This does not override a group set directly on the subcommand using .helpGroup().)
       *
       * @example
       * program.commandsGroup('Development Commands:);
       * program.command('watch')...
       * program.command('lint')...
       * ...
       *
       * @param {string} [heading]
       * @returns {Command | string}
       */
      commandsGroup(heading) {
        if (heading === void 0) return this._defaultCommandGroup ?? "";
        this._defaultCommandGroup = heading;
        return this;
      }
      /**
       * Set/get the default help group heading for options added to this command.
       * (This does not override a group set directly on the option using .helpGroup().)
       *
       * @example
       * program
       *   .optionsGroup('Development Options:')
       *   .option('-d, --debug', 'output extra debugging')
       *   .option('-p, --profile', 'output profiling information')
       *
       * @param {string} [heading]
       * @returns {Command | string}
       */
      optionsGroup(heading) {
        if (heading === void 0) return this._defaultOptionGroup ?? "";
        this._defaultOptionGroup = heading;
        return this;
      }
      /**
       * @param {Option} option
       * @private
       */
      _initOptionGroup(option) {
        if (this._defaultOptionGroup && !option.helpGroupHeading)
          option.helpGroup(this._defaultOptionGroup);
      }
      /**
       * @param {Command} cmd
       * @private
       */
      _initCommandGroup(cmd) {
        if (this._defaultCommandGroup && !cmd.helpGroup())
          cmd.helpGroup(this._defaultCommandGroup);
      }
      /**
       * Set the name of the command from script filename, such as process.argv[1],
       * or require.main.filename, or __filename.
       *
       * (Used internally and public although not documented in README.)
       *
       * @example
       * program.nameFromFilename(require.main.filename);
       *
       * @param {string} filename
       * @return {Command}
       */
      nameFromFilename(filename) {
        this._name = path.basename(filename, path.extname(filename));
        return this;
      }
      /**
       * Get or set the directory for searching for executable subcommands of this command.
       *
       * @example
       * program.executableDir(__dirname);
       * // or
       * program.executableDir('subcommands');
       *
       * @param {string} [path]
       * @return {(string|null|Command)}
       */
      executableDir(path2) {
        if (path2 === void 0) return this._executableDir;
        this._executableDir = path2;
        return this;
      }
      /**
       * Return program help documentation.
       *
       * @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
       * @return {string}
       */
      helpInformation(contextOptions) {
        const helper = this.createHelp();
        const context = this._getOutputContext(contextOptions);
        helper.prepareContext({
          error: context.error,
          helpWidth: context.helpWidth,
          outputHasColors: context.hasColors
        });
        const text2 = helper.formatHelp(this, helper);
        if (context.hasColors) return text2;
        return this._outputConfiguration.stripColor(text2);
      }
      /**
       * @typedef HelpContext
       * @type {object}
       * @property {boolean} error
       * @property {number} helpWidth
       * @property {boolean} hasColors
       * @property {function} write - includes stripColor if needed
       *
       * @returns {HelpContext}
       * @private
       */
      _getOutputContext(contextOptions) {
        contextOptions = contextOptions || {};
        const error2 = !!contextOptions.error;
        let baseWrite;
        let hasColors;
        let helpWidth;
        if (error2) {
          baseWrite = (str) => this._outputConfiguration.writeErr(str);
          hasColors = this._outputConfiguration.getErrHasColors();
          helpWidth = this._outputConfiguration.getErrHelpWidth();
        } else {
          baseWrite = (str) => this._outputConfiguration.writeOut(str);
          hasColors = this._outputConfiguration.getOutHasColors();
          helpWidth = this._outputConfiguration.getOutHelpWidth();
        }
        const write3 = (str) => {
          if (!hasColors) str = this._outputConfiguration.stripColor(str);
          return baseWrite(str);
        };
        return { error: error2, write: write3, hasColors, helpWidth };
      }
      /**
       * Output help information for this command.
       *
       * Outputs built-in help, and custom text added using `.addHelpText()`.
       *
       * @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
       */
      outputHelp(contextOptions) {
        let deprecatedCallback;
        if (typeof contextOptions === "function") {
          deprecatedCallback = contextOptions;
          contextOptions = void 0;
        }
        const outputContext = this._getOutputContext(contextOptions);
        const eventContext = {
          error: outputContext.error,
          write: outputContext.write,
          command: this
        };
        this._getCommandAndAncestors().reverse().forEach((command) => command.emit("beforeAllHelp", eventContext));
        this.emit("beforeHelp", eventContext);
        let helpInformation = this.helpInformation({ error: outputContext.error });
        if (deprecatedCallback) {
          helpInformation = deprecatedCallback(helpInformation);
          if (typeof helpInformation !== "string" && !Buffer.isBuffer(helpInformation)) {
            throw new Error("outputHelp callback must return a string or a Buffer");
          }
        }
        outputContext.write(helpInformation);
        if (this._getHelpOption()?.long) {
          this.emit(this._getHelpOption().long);
        }
        this.emit("afterHelp", eventContext);
        this._getCommandAndAncestors().forEach(
          (command) => command.emit("afterAllHelp", eventContext)
        );
      }
      /**
       * You can pass in flags and a description to customise the built-in help option.
       * Pass in false to disable the built-in help option.
       *
       * @example
       * program.helpOption('-?, --help' 'show help'); // customise
       * program.helpOption(false); // disable
       *
       * @param {(string | boolean)} flags
       * @param {string} [description]
       * @return {Command} `this` command for chaining
       */
      helpOption(flags, description) {
        if (typeof flags === "boolean") {
          if (flags) {
            if (this._helpOption === null) this._helpOption = void 0;
            if (this._defaultOptionGroup) {
              this._initOptionGroup(this._getHelpOption());
            }
          } else {
            this._helpOption = null;
          }
          return this;
        }
        this._helpOption = this.createOption(
          flags ?? "-h, --help",
          description ?? "display help for command"
        );
        if (flags || description) this._initOptionGroup(this._helpOption);
        return this;
      }
      /**
       * Lazy create help option.
       * Returns null if has been disabled with .helpOption(false).
       *
       * @returns {(Option | null)} the help option
       * @package
       */
      _getHelpOption() {
        if (this._helpOption === void 0) {
          this.helpOption(void 0, void 0);
        }
        return this._helpOption;
      }
      /**
       * Supply your own option to use for the built-in help option.
       * This is an alternative to using helpOption() to customise the flags and description etc.
       *
       * @param {Option} option
       * @return {Command} `this` command for chaining
       */
      addHelpOption(option) {
        this._helpOption = option;
        this._initOptionGroup(option);
        return this;
      }
      /**
       * Output help information and exit.
       *
       * Outputs built-in help, and custom text added using `.addHelpText()`.
       *
       * @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
       */
      help(contextOptions) {
        this.outputHelp(contextOptions);
        let exitCode = Number(process2.exitCode ?? 0);
        if (exitCode === 0 && contextOptions && typeof contextOptions !== "function" && contextOptions.error) {
          exitCode = 1;
        }
        this._exit(exitCode, "commander.help", "(outputHelp)");
      }
      /**
       * // Do a little typing to coordinate emit and listener for the help text events.
       * @typedef HelpTextEventContext
       * @type {object}
       * @property {boolean} error
       * @property {Command} command
       * @property {function} write
       */
      /**
       * Add additional text to be displayed with the built-in help.
       *
       * Position is 'before' or 'after' to affect just this command,
       * and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
       *
       * @param {string} position - before or after built-in help
       * @param {(string | Function)} text - string to add, or a function returning a string
       * @return {Command} `this` command for chaining
       */
      addHelpText(position, text2) {
        const allowedValues = ["beforeAll", "before", "after", "afterAll"];
        if (!allowedValues.includes(position)) {
          throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
        }
        const helpEvent = `${position}Help`;
        this.on(helpEvent, (context) => {
          let helpStr;
          if (typeof text2 === "function") {
            helpStr = text2({ error: context.error, command: context.command });
          } else {
            helpStr = text2;
          }
          if (helpStr) {
            context.write(`${helpStr}
`);
          }
        });
        return this;
      }
      /**
       * Output help information if help flags specified
       *
       * @param {Array} args - array of options to search for help flags
       * @private
       */
      _outputHelpIfRequested(args) {
        const helpOption = this._getHelpOption();
        const helpRequested = helpOption && args.find((arg) => helpOption.is(arg));
        if (helpRequested) {
          this.outputHelp();
          this._exit(0, "commander.helpDisplayed", "(outputHelp)");
        }
      }
    };
    function incrementNodeInspectorPort(args) {
      return args.map((arg) => {
        if (!arg.startsWith("--inspect")) {
          return arg;
        }
        let debugOption;
        let debugHost = "127.0.0.1";
        let debugPort = "9229";
        let match;
        if ((match = arg.match(/^(--inspect(-brk)?)$/)) !== null) {
          debugOption = match[1];
        } else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+)$/)) !== null) {
          debugOption = match[1];
          if (/^\d+$/.test(match[3])) {
            debugPort = match[3];
          } else {
            debugHost = match[3];
          }
        } else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+):(\d+)$/)) !== null) {
          debugOption = match[1];
          debugHost = match[3];
          debugPort = match[4];
        }
        if (debugOption && debugPort !== "0") {
          return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
        }
        return arg;
      });
    }
    function useColor() {
      if (process2.env.NO_COLOR || process2.env.FORCE_COLOR === "0" || process2.env.FORCE_COLOR === "false")
        return false;
      if (process2.env.FORCE_COLOR || process2.env.CLICOLOR_FORCE !== void 0)
        return true;
      return void 0;
    }
    exports.Command = Command2;
    exports.useColor = useColor;
  }
});

// node_modules/commander/index.js
var require_commander = __commonJS({
  "node_modules/commander/index.js"(exports) {
    var { Argument: Argument2 } = require_argument();
    var { Command: Command2 } = require_command();
    var { CommanderError: CommanderError2, InvalidArgumentError: InvalidArgumentError2 } = require_error();
    var { Help: Help2 } = require_help();
    var { Option: Option2 } = require_option();
    exports.program = new Command2();
    exports.createCommand = (name5) => new Command2(name5);
    exports.createOption = (flags, description) => new Option2(flags, description);
    exports.createArgument = (name5, description) => new Argument2(name5, description);
    exports.Command = Command2;
    exports.Option = Option2;
    exports.Argument = Argument2;
    exports.Help = Help2;
    exports.CommanderError = CommanderError2;
    exports.InvalidArgumentError = InvalidArgumentError2;
    exports.InvalidOptionArgumentError = InvalidArgumentError2;
  }
});

// node_modules/fastest-levenshtein/mod.js
var require_mod = __commonJS({
  "node_modules/fastest-levenshtein/mod.js"(exports) {
    "use strict";
    exports.__esModule = true;
    exports.distance = exports.closest = void 0;
    var peq = new Uint32Array(65536);
    var myers_32 = function(a, b) {
      var n = a.length;
      var m = b.length;
      var lst = 1 << n - 1;
      var pv = -1;
      var mv = 0;
      var sc = n;
      var i = n;
      while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
      }
      for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= (eq & pv) + pv ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
          sc++;
        }
        if (pv & lst) {
          sc--;
        }
        mv = mv << 1 | 1;
        pv = pv << 1 | ~(xv | mv);
        mv &= xv;
      }
      i = n;
      while (i--) {
        peq[a.charCodeAt(i)] = 0;
      }
      return sc;
    };
    var myers_x = function(b, a) {
      var n = a.length;
      var m = b.length;
      var mhc = [];
      var phc = [];
      var hsize = Math.ceil(n / 32);
      var vsize = Math.ceil(m / 32);
      for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
      }
      var j = 0;
      for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
          peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
          var eq = peq[a.charCodeAt(i)];
          var pb = phc[i / 32 | 0] >>> i & 1;
          var mb = mhc[i / 32 | 0] >>> i & 1;
          var xv = eq | mv_1;
          var xh = ((eq | mb) & pv_1) + pv_1 ^ pv_1 | eq | mb;
          var ph = mv_1 | ~(xh | pv_1);
          var mh = pv_1 & xh;
          if (ph >>> 31 ^ pb) {
            phc[i / 32 | 0] ^= 1 << i;
          }
          if (mh >>> 31 ^ mb) {
            mhc[i / 32 | 0] ^= 1 << i;
          }
          ph = ph << 1 | pb;
          mh = mh << 1 | mb;
          pv_1 = mh | ~(xv | ph);
          mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
          peq[b.charCodeAt(k)] = 0;
        }
      }
      var mv = 0;
      var pv = -1;
      var start2 = j * 32;
      var vlen = Math.min(32, m - start2) + start2;
      for (var k = start2; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
      }
      var score = m;
      for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = phc[i / 32 | 0] >>> i & 1;
        var mb = mhc[i / 32 | 0] >>> i & 1;
        var xv = eq | mv;
        var xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += ph >>> m - 1 & 1;
        score -= mh >>> m - 1 & 1;
        if (ph >>> 31 ^ pb) {
          phc[i / 32 | 0] ^= 1 << i;
        }
        if (mh >>> 31 ^ mb) {
          mhc[i / 32 | 0] ^= 1 << i;
        }
        ph = ph << 1 | pb;
        mh = mh << 1 | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
      }
      for (var k = start2; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
      }
      return score;
    };
    var distance3 = function(a, b) {
      if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
      }
      if (b.length === 0) {
        return a.length;
      }
      if (a.length <= 32) {
        return myers_32(a, b);
      }
      return myers_x(a, b);
    };
    exports.distance = distance3;
    var closest2 = function(str, arr) {
      var min_distance = Infinity;
      var min_index = 0;
      for (var i = 0; i < arr.length; i++) {
        var dist = distance3(str, arr[i]);
        if (dist < min_distance) {
          min_distance = dist;
          min_index = i;
        }
      }
      return arr[min_index];
    };
    exports.closest = closest2;
  }
});

// node_modules/yaml/dist/nodes/identity.js
var require_identity = __commonJS({
  "node_modules/yaml/dist/nodes/identity.js"(exports) {
    "use strict";
    var ALIAS = /* @__PURE__ */ Symbol.for("yaml.alias");
    var DOC = /* @__PURE__ */ Symbol.for("yaml.document");
    var MAP = /* @__PURE__ */ Symbol.for("yaml.map");
    var PAIR = /* @__PURE__ */ Symbol.for("yaml.pair");
    var SCALAR = /* @__PURE__ */ Symbol.for("yaml.scalar");
    var SEQ = /* @__PURE__ */ Symbol.for("yaml.seq");
    var NODE_TYPE = /* @__PURE__ */ Symbol.for("yaml.node.type");
    var isAlias2 = (node2) => !!node2 && typeof node2 === "object" && node2[NODE_TYPE] === ALIAS;
    var isDocument = (node2) => !!node2 && typeof node2 === "object" && node2[NODE_TYPE] === DOC;
    var isMap2 = (node2) => !!node2 && typeof node2 === "object" && node2[NODE_TYPE] === MAP;
    var isPair = (node2) => !!node2 && typeof node2 === "object" && node2[NODE_TYPE] === PAIR;
    var isScalar3 = (node2) => !!node2 && typeof node2 === "object" && node2[NODE_TYPE] === SCALAR;
    var isSeq2 = (node2) => !!node2 && typeof node2 === "object" && node2[NODE_TYPE] === SEQ;
    function isCollection(node2) {
      if (node2 && typeof node2 === "object")
        switch (node2[NODE_TYPE]) {
          case MAP:
          case SEQ:
            return true;
        }
      return false;
    }
    function isNode(node2) {
      if (node2 && typeof node2 === "object")
        switch (node2[NODE_TYPE]) {
          case ALIAS:
          case MAP:
          case SCALAR:
          case SEQ:
            return true;
        }
      return false;
    }
    var hasAnchor = (node2) => (isScalar3(node2) || isCollection(node2)) && !!node2.anchor;
    exports.ALIAS = ALIAS;
    exports.DOC = DOC;
    exports.MAP = MAP;
    exports.NODE_TYPE = NODE_TYPE;
    exports.PAIR = PAIR;
    exports.SCALAR = SCALAR;
    exports.SEQ = SEQ;
    exports.hasAnchor = hasAnchor;
    exports.isAlias = isAlias2;
    exports.isCollection = isCollection;
    exports.isDocument = isDocument;
    exports.isMap = isMap2;
    exports.isNode = isNode;
    exports.isPair = isPair;
    exports.isScalar = isScalar3;
    exports.isSeq = isSeq2;
  }
});

// node_modules/yaml/dist/visit.js
var require_visit = __commonJS({
  "node_modules/yaml/dist/visit.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var BREAK2 = /* @__PURE__ */ Symbol("break visit");
    var SKIP = /* @__PURE__ */ Symbol("skip children");
    var REMOVE = /* @__PURE__ */ Symbol("remove node");
    function visit(node2, visitor) {
      const visitor_ = initVisitor(visitor);
      if (identity2.isDocument(node2)) {
        const cd = visit_(null, node2.contents, visitor_, Object.freeze([node2]));
        if (cd === REMOVE)
          node2.contents = null;
      } else
        visit_(null, node2, visitor_, Object.freeze([]));
    }
    visit.BREAK = BREAK2;
    visit.SKIP = SKIP;
    visit.REMOVE = REMOVE;
    function visit_(key, node2, visitor, path) {
      const ctrl = callVisitor(key, node2, visitor, path);
      if (identity2.isNode(ctrl) || identity2.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visit_(key, ctrl, visitor, path);
      }
      if (typeof ctrl !== "symbol") {
        if (identity2.isCollection(node2)) {
          path = Object.freeze(path.concat(node2));
          for (let i = 0; i < node2.items.length; ++i) {
            const ci = visit_(i, node2.items[i], visitor, path);
            if (typeof ci === "number")
              i = ci - 1;
            else if (ci === BREAK2)
              return BREAK2;
            else if (ci === REMOVE) {
              node2.items.splice(i, 1);
              i -= 1;
            }
          }
        } else if (identity2.isPair(node2)) {
          path = Object.freeze(path.concat(node2));
          const ck = visit_("key", node2.key, visitor, path);
          if (ck === BREAK2)
            return BREAK2;
          else if (ck === REMOVE)
            node2.key = null;
          const cv = visit_("value", node2.value, visitor, path);
          if (cv === BREAK2)
            return BREAK2;
          else if (cv === REMOVE)
            node2.value = null;
        }
      }
      return ctrl;
    }
    async function visitAsync(node2, visitor) {
      const visitor_ = initVisitor(visitor);
      if (identity2.isDocument(node2)) {
        const cd = await visitAsync_(null, node2.contents, visitor_, Object.freeze([node2]));
        if (cd === REMOVE)
          node2.contents = null;
      } else
        await visitAsync_(null, node2, visitor_, Object.freeze([]));
    }
    visitAsync.BREAK = BREAK2;
    visitAsync.SKIP = SKIP;
    visitAsync.REMOVE = REMOVE;
    async function visitAsync_(key, node2, visitor, path) {
      const ctrl = await callVisitor(key, node2, visitor, path);
      if (identity2.isNode(ctrl) || identity2.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visitAsync_(key, ctrl, visitor, path);
      }
      if (typeof ctrl !== "symbol") {
        if (identity2.isCollection(node2)) {
          path = Object.freeze(path.concat(node2));
          for (let i = 0; i < node2.items.length; ++i) {
            const ci = await visitAsync_(i, node2.items[i], visitor, path);
            if (typeof ci === "number")
              i = ci - 1;
            else if (ci === BREAK2)
              return BREAK2;
            else if (ci === REMOVE) {
              node2.items.splice(i, 1);
              i -= 1;
            }
          }
        } else if (identity2.isPair(node2)) {
          path = Object.freeze(path.concat(node2));
          const ck = await visitAsync_("key", node2.key, visitor, path);
          if (ck === BREAK2)
            return BREAK2;
          else if (ck === REMOVE)
            node2.key = null;
          const cv = await visitAsync_("value", node2.value, visitor, path);
          if (cv === BREAK2)
            return BREAK2;
          else if (cv === REMOVE)
            node2.value = null;
        }
      }
      return ctrl;
    }
    function initVisitor(visitor) {
      if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) {
        return Object.assign({
          Alias: visitor.Node,
          Map: visitor.Node,
          Scalar: visitor.Node,
          Seq: visitor.Node
        }, visitor.Value && {
          Map: visitor.Value,
          Scalar: visitor.Value,
          Seq: visitor.Value
        }, visitor.Collection && {
          Map: visitor.Collection,
          Seq: visitor.Collection
        }, visitor);
      }
      return visitor;
    }
    function callVisitor(key, node2, visitor, path) {
      if (typeof visitor === "function")
        return visitor(key, node2, path);
      if (identity2.isMap(node2))
        return visitor.Map?.(key, node2, path);
      if (identity2.isSeq(node2))
        return visitor.Seq?.(key, node2, path);
      if (identity2.isPair(node2))
        return visitor.Pair?.(key, node2, path);
      if (identity2.isScalar(node2))
        return visitor.Scalar?.(key, node2, path);
      if (identity2.isAlias(node2))
        return visitor.Alias?.(key, node2, path);
      return void 0;
    }
    function replaceNode(key, path, node2) {
      const parent = path[path.length - 1];
      if (identity2.isCollection(parent)) {
        parent.items[key] = node2;
      } else if (identity2.isPair(parent)) {
        if (key === "key")
          parent.key = node2;
        else
          parent.value = node2;
      } else if (identity2.isDocument(parent)) {
        parent.contents = node2;
      } else {
        const pt = identity2.isAlias(parent) ? "alias" : "scalar";
        throw new Error(`Cannot replace node with ${pt} parent`);
      }
    }
    exports.visit = visit;
    exports.visitAsync = visitAsync;
  }
});

// node_modules/yaml/dist/doc/directives.js
var require_directives = __commonJS({
  "node_modules/yaml/dist/doc/directives.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var visit = require_visit();
    var escapeChars = {
      "!": "%21",
      ",": "%2C",
      "[": "%5B",
      "]": "%5D",
      "{": "%7B",
      "}": "%7D"
    };
    var escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
    var Directives = class _Directives {
      constructor(yaml, tags) {
        this.docStart = null;
        this.docEnd = false;
        this.yaml = Object.assign({}, _Directives.defaultYaml, yaml);
        this.tags = Object.assign({}, _Directives.defaultTags, tags);
      }
      clone() {
        const copy = new _Directives(this.yaml, this.tags);
        copy.docStart = this.docStart;
        return copy;
      }
      /**
       * During parsing, get a Directives instance for the current document and
       * update the stream state according to the current version's spec.
       */
      atDocument() {
        const res = new _Directives(this.yaml, this.tags);
        switch (this.yaml.version) {
          case "1.1":
            this.atNextDocument = true;
            break;
          case "1.2":
            this.atNextDocument = false;
            this.yaml = {
              explicit: _Directives.defaultYaml.explicit,
              version: "1.2"
            };
            this.tags = Object.assign({}, _Directives.defaultTags);
            break;
        }
        return res;
      }
      /**
       * @param onError - May be called even if the action was successful
       * @returns `true` on success
       */
      add(line2, onError) {
        if (this.atNextDocument) {
          this.yaml = { explicit: _Directives.defaultYaml.explicit, version: "1.1" };
          this.tags = Object.assign({}, _Directives.defaultTags);
          this.atNextDocument = false;
        }
        const parts = line2.trim().split(/[ \t]+/);
        const name5 = parts.shift();
        switch (name5) {
          case "%TAG": {
            if (parts.length !== 2) {
              onError(0, "%TAG directive should contain exactly two parts");
              if (parts.length < 2)
                return false;
            }
            const [handle, prefix] = parts;
            this.tags[handle] = prefix;
            return true;
          }
          case "%YAML": {
            this.yaml.explicit = true;
            if (parts.length !== 1) {
              onError(0, "%YAML directive should contain exactly one part");
              return false;
            }
            const [version2] = parts;
            if (version2 === "1.1" || version2 === "1.2") {
              this.yaml.version = version2;
              return true;
            } else {
              const isValid = /^\d+\.\d+$/.test(version2);
              onError(6, `Unsupported YAML version ${version2}`, isValid);
              return false;
            }
          }
          default:
            onError(0, `Unknown directive ${name5}`, true);
            return false;
        }
      }
      /**
       * Resolves a tag, matching handles to those defined in %TAG directives.
       *
       * @returns Resolved tag, which may also be the non-specific tag `'!'` or a
       *   `'!local'` tag, or `null` if unresolvable.
       */
      tagName(source, onError) {
        if (source === "!")
          return "!";
        if (source[0] !== "!") {
          onError(`Not a valid tag: ${source}`);
          return null;
        }
        if (source[1] === "<") {
          const verbatim = source.slice(2, -1);
          if (verbatim === "!" || verbatim === "!!") {
            onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
            return null;
          }
          if (source[source.length - 1] !== ">")
            onError("Verbatim tags must end with a >");
          return verbatim;
        }
        const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
        if (!suffix)
          onError(`The ${source} tag has no suffix`);
        const prefix = this.tags[handle];
        if (prefix) {
          try {
            return prefix + decodeURIComponent(suffix);
          } catch (error2) {
            onError(String(error2));
            return null;
          }
        }
        if (handle === "!")
          return source;
        onError(`Could not resolve tag: ${source}`);
        return null;
      }
      /**
       * Given a fully resolved tag, returns its printable string form,
       * taking into account current tag prefixes and defaults.
       */
      tagString(tag) {
        for (const [handle, prefix] of Object.entries(this.tags)) {
          if (tag.startsWith(prefix))
            return handle + escapeTagName(tag.substring(prefix.length));
        }
        return tag[0] === "!" ? tag : `!<${tag}>`;
      }
      toString(doc) {
        const lines2 = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
        const tagEntries = Object.entries(this.tags);
        let tagNames;
        if (doc && tagEntries.length > 0 && identity2.isNode(doc.contents)) {
          const tags = {};
          visit.visit(doc.contents, (_key, node2) => {
            if (identity2.isNode(node2) && node2.tag)
              tags[node2.tag] = true;
          });
          tagNames = Object.keys(tags);
        } else
          tagNames = [];
        for (const [handle, prefix] of tagEntries) {
          if (handle === "!!" && prefix === "tag:yaml.org,2002:")
            continue;
          if (!doc || tagNames.some((tn) => tn.startsWith(prefix)))
            lines2.push(`%TAG ${handle} ${prefix}`);
        }
        return lines2.join("\n");
      }
    };
    Directives.defaultYaml = { explicit: false, version: "1.2" };
    Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
    exports.Directives = Directives;
  }
});

// node_modules/yaml/dist/doc/anchors.js
var require_anchors = __commonJS({
  "node_modules/yaml/dist/doc/anchors.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var visit = require_visit();
    function anchorIsValid(anchor2) {
      if (/[\x00-\x19\s,[\]{}]/.test(anchor2)) {
        const sa = JSON.stringify(anchor2);
        const msg = `Anchor must not contain whitespace or control characters: ${sa}`;
        throw new Error(msg);
      }
      return true;
    }
    function anchorNames(root) {
      const anchors = /* @__PURE__ */ new Set();
      visit.visit(root, {
        Value(_key, node2) {
          if (node2.anchor)
            anchors.add(node2.anchor);
        }
      });
      return anchors;
    }
    function findNewAnchor(prefix, exclude) {
      for (let i = 1; true; ++i) {
        const name5 = `${prefix}${i}`;
        if (!exclude.has(name5))
          return name5;
      }
    }
    function createNodeAnchors(doc, prefix) {
      const aliasObjects = [];
      const sourceObjects = /* @__PURE__ */ new Map();
      let prevAnchors = null;
      return {
        onAnchor: (source) => {
          aliasObjects.push(source);
          prevAnchors ?? (prevAnchors = anchorNames(doc));
          const anchor2 = findNewAnchor(prefix, prevAnchors);
          prevAnchors.add(anchor2);
          return anchor2;
        },
        /**
         * With circular references, the source node is only resolved after all
         * of its child nodes are. This is why anchors are set only after all of
         * the nodes have been created.
         */
        setAnchors: () => {
          for (const source of aliasObjects) {
            const ref = sourceObjects.get(source);
            if (typeof ref === "object" && ref.anchor && (identity2.isScalar(ref.node) || identity2.isCollection(ref.node))) {
              ref.node.anchor = ref.anchor;
            } else {
              const error2 = new Error("Failed to resolve repeated object (this should not happen)");
              error2.source = source;
              throw error2;
            }
          }
        },
        sourceObjects
      };
    }
    exports.anchorIsValid = anchorIsValid;
    exports.anchorNames = anchorNames;
    exports.createNodeAnchors = createNodeAnchors;
    exports.findNewAnchor = findNewAnchor;
  }
});

// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver = __commonJS({
  "node_modules/yaml/dist/doc/applyReviver.js"(exports) {
    "use strict";
    function applyReviver(reviver, obj, key, val) {
      if (val && typeof val === "object") {
        if (Array.isArray(val)) {
          for (let i = 0, len = val.length; i < len; ++i) {
            const v0 = val[i];
            const v1 = applyReviver(reviver, val, String(i), v0);
            if (v1 === void 0)
              delete val[i];
            else if (v1 !== v0)
              val[i] = v1;
          }
        } else if (val instanceof Map) {
          for (const k of Array.from(val.keys())) {
            const v0 = val.get(k);
            const v1 = applyReviver(reviver, val, k, v0);
            if (v1 === void 0)
              val.delete(k);
            else if (v1 !== v0)
              val.set(k, v1);
          }
        } else if (val instanceof Set) {
          for (const v0 of Array.from(val)) {
            const v1 = applyReviver(reviver, val, v0, v0);
            if (v1 === void 0)
              val.delete(v0);
            else if (v1 !== v0) {
              val.delete(v0);
              val.add(v1);
            }
          }
        } else {
          for (const [k, v0] of Object.entries(val)) {
            const v1 = applyReviver(reviver, val, k, v0);
            if (v1 === void 0)
              delete val[k];
            else if (v1 !== v0)
              val[k] = v1;
          }
        }
      }
      return reviver.call(obj, key, val);
    }
    exports.applyReviver = applyReviver;
  }
});

// node_modules/yaml/dist/nodes/toJS.js
var require_toJS = __commonJS({
  "node_modules/yaml/dist/nodes/toJS.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    function toJS(value, arg, ctx) {
      if (Array.isArray(value))
        return value.map((v, i) => toJS(v, String(i), ctx));
      if (value && typeof value.toJSON === "function") {
        if (!ctx || !identity2.hasAnchor(value))
          return value.toJSON(arg, ctx);
        const data = { aliasCount: 0, count: 1, res: void 0 };
        ctx.anchors.set(value, data);
        ctx.onCreate = (res2) => {
          data.res = res2;
          delete ctx.onCreate;
        };
        const res = value.toJSON(arg, ctx);
        if (ctx.onCreate)
          ctx.onCreate(res);
        return res;
      }
      if (typeof value === "bigint" && !ctx?.keep)
        return Number(value);
      return value;
    }
    exports.toJS = toJS;
  }
});

// node_modules/yaml/dist/nodes/Node.js
var require_Node = __commonJS({
  "node_modules/yaml/dist/nodes/Node.js"(exports) {
    "use strict";
    var applyReviver = require_applyReviver();
    var identity2 = require_identity();
    var toJS = require_toJS();
    var NodeBase = class {
      constructor(type2) {
        Object.defineProperty(this, identity2.NODE_TYPE, { value: type2 });
      }
      /** Create a copy of this node.  */
      clone() {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (this.range)
          copy.range = this.range.slice();
        return copy;
      }
      /** A plain JavaScript representation of this node. */
      toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        if (!identity2.isDocument(doc))
          throw new TypeError("A document argument is required");
        const ctx = {
          anchors: /* @__PURE__ */ new Map(),
          doc,
          keep: true,
          mapAsMap: mapAsMap === true,
          mapKeyWarned: false,
          maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
        };
        const res = toJS.toJS(this, "", ctx);
        if (typeof onAnchor === "function")
          for (const { count: count4, res: res2 } of ctx.anchors.values())
            onAnchor(res2, count4);
        return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
      }
    };
    exports.NodeBase = NodeBase;
  }
});

// node_modules/yaml/dist/nodes/Alias.js
var require_Alias = __commonJS({
  "node_modules/yaml/dist/nodes/Alias.js"(exports) {
    "use strict";
    var anchors = require_anchors();
    var visit = require_visit();
    var identity2 = require_identity();
    var Node = require_Node();
    var toJS = require_toJS();
    var Alias = class extends Node.NodeBase {
      constructor(source) {
        super(identity2.ALIAS);
        this.source = source;
        Object.defineProperty(this, "tag", {
          set() {
            throw new Error("Alias nodes cannot have tags");
          }
        });
      }
      /**
       * Resolve the value of this alias within `doc`, finding the last
       * instance of the `source` anchor before this node.
       */
      resolve(doc, ctx) {
        if (ctx?.maxAliasCount === 0)
          throw new ReferenceError("Alias resolution is disabled");
        let nodes;
        if (ctx?.aliasResolveCache) {
          nodes = ctx.aliasResolveCache;
        } else {
          nodes = [];
          visit.visit(doc, {
            Node: (_key, node2) => {
              if (identity2.isAlias(node2) || identity2.hasAnchor(node2))
                nodes.push(node2);
            }
          });
          if (ctx)
            ctx.aliasResolveCache = nodes;
        }
        let found = void 0;
        for (const node2 of nodes) {
          if (node2 === this)
            break;
          if (node2.anchor === this.source)
            found = node2;
        }
        if (found && ctx) {
          const { anchors: anchors2, doc: doc2, maxAliasCount } = ctx;
          let data = anchors2.get(found);
          if (!data) {
            toJS.toJS(found, null, ctx);
            data = anchors2.get(found);
          }
          if (data?.res === void 0) {
            const msg = "This should not happen: Alias anchor was not resolved?";
            throw new ReferenceError(msg);
          }
          if (maxAliasCount >= 0) {
            data.count += 1;
            if (data.aliasCount === 0)
              data.aliasCount = getAliasCount(doc2, found, anchors2);
            if (data.count * data.aliasCount > maxAliasCount) {
              const msg = "Excessive alias count indicates a resource exhaustion attack";
              throw new ReferenceError(msg);
            }
          }
        }
        return found;
      }
      toJSON(_arg, ctx) {
        if (!ctx)
          return { source: this.source };
        const source = this.resolve(ctx.doc, ctx);
        if (!source) {
          const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
          throw new ReferenceError(msg);
        }
        return ctx.anchors.get(source).res;
      }
      toString(ctx, _onComment, _onChompKeep) {
        const src = `*${this.source}`;
        if (ctx) {
          anchors.anchorIsValid(this.source);
          if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
            const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
            throw new Error(msg);
          }
          if (ctx.implicitKey)
            return `${src} `;
        }
        return src;
      }
    };
    function getAliasCount(doc, node2, anchors2) {
      if (identity2.isAlias(node2)) {
        const source = node2.resolve(doc);
        const anchor2 = anchors2 && source && anchors2.get(source);
        return anchor2 ? anchor2.count * anchor2.aliasCount : 0;
      } else if (identity2.isCollection(node2)) {
        let count4 = 0;
        for (const item of node2.items) {
          const c = getAliasCount(doc, item, anchors2);
          if (c > count4)
            count4 = c;
        }
        return count4;
      } else if (identity2.isPair(node2)) {
        const kc = getAliasCount(doc, node2.key, anchors2);
        const vc = getAliasCount(doc, node2.value, anchors2);
        return Math.max(kc, vc);
      }
      return 1;
    }
    exports.Alias = Alias;
  }
});

// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar = __commonJS({
  "node_modules/yaml/dist/nodes/Scalar.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var Node = require_Node();
    var toJS = require_toJS();
    var isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
    var Scalar = class extends Node.NodeBase {
      constructor(value) {
        super(identity2.SCALAR);
        this.value = value;
      }
      toJSON(arg, ctx) {
        return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
      }
      toString() {
        return String(this.value);
      }
    };
    Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
    Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
    Scalar.PLAIN = "PLAIN";
    Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
    Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
    exports.Scalar = Scalar;
    exports.isScalarValue = isScalarValue;
  }
});

// node_modules/yaml/dist/doc/createNode.js
var require_createNode = __commonJS({
  "node_modules/yaml/dist/doc/createNode.js"(exports) {
    "use strict";
    var Alias = require_Alias();
    var identity2 = require_identity();
    var Scalar = require_Scalar();
    var defaultTagPrefix = "tag:yaml.org,2002:";
    function findTagObject(value, tagName, tags) {
      if (tagName) {
        const match = tags.filter((t) => t.tag === tagName);
        const tagObj = match.find((t) => !t.format) ?? match[0];
        if (!tagObj)
          throw new Error(`Tag ${tagName} not found`);
        return tagObj;
      }
      return tags.find((t) => t.identify?.(value) && !t.format);
    }
    function createNode(value, tagName, ctx) {
      if (identity2.isDocument(value))
        value = value.contents;
      if (identity2.isNode(value))
        return value;
      if (identity2.isPair(value)) {
        const map = ctx.schema[identity2.MAP].createNode?.(ctx.schema, null, ctx);
        map.items.push(value);
        return map;
      }
      if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) {
        value = value.valueOf();
      }
      const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
      let ref = void 0;
      if (aliasDuplicateObjects && value && typeof value === "object") {
        ref = sourceObjects.get(value);
        if (ref) {
          ref.anchor ?? (ref.anchor = onAnchor(value));
          return new Alias.Alias(ref.anchor);
        } else {
          ref = { anchor: null, node: null };
          sourceObjects.set(value, ref);
        }
      }
      if (tagName?.startsWith("!!"))
        tagName = defaultTagPrefix + tagName.slice(2);
      let tagObj = findTagObject(value, tagName, schema.tags);
      if (!tagObj) {
        if (value && typeof value.toJSON === "function") {
          value = value.toJSON();
        }
        if (!value || typeof value !== "object") {
          const node3 = new Scalar.Scalar(value);
          if (ref)
            ref.node = node3;
          return node3;
        }
        tagObj = value instanceof Map ? schema[identity2.MAP] : Symbol.iterator in Object(value) ? schema[identity2.SEQ] : schema[identity2.MAP];
      }
      if (onTagObj) {
        onTagObj(tagObj);
        delete ctx.onTagObj;
      }
      const node2 = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar.Scalar(value);
      if (tagName)
        node2.tag = tagName;
      else if (!tagObj.default)
        node2.tag = tagObj.tag;
      if (ref)
        ref.node = node2;
      return node2;
    }
    exports.createNode = createNode;
  }
});

// node_modules/yaml/dist/nodes/Collection.js
var require_Collection = __commonJS({
  "node_modules/yaml/dist/nodes/Collection.js"(exports) {
    "use strict";
    var createNode = require_createNode();
    var identity2 = require_identity();
    var Node = require_Node();
    function collectionFromPath(schema, path, value) {
      let v = value;
      for (let i = path.length - 1; i >= 0; --i) {
        const k = path[i];
        if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
          const a = [];
          a[k] = v;
          v = a;
        } else {
          v = /* @__PURE__ */ new Map([[k, v]]);
        }
      }
      return createNode.createNode(v, void 0, {
        aliasDuplicateObjects: false,
        keepUndefined: false,
        onAnchor: () => {
          throw new Error("This should not happen, please report a bug.");
        },
        schema,
        sourceObjects: /* @__PURE__ */ new Map()
      });
    }
    var isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
    var Collection = class extends Node.NodeBase {
      constructor(type2, schema) {
        super(type2);
        Object.defineProperty(this, "schema", {
          value: schema,
          configurable: true,
          enumerable: false,
          writable: true
        });
      }
      /**
       * Create a copy of this collection.
       *
       * @param schema - If defined, overwrites the original's schema
       */
      clone(schema) {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (schema)
          copy.schema = schema;
        copy.items = copy.items.map((it) => identity2.isNode(it) || identity2.isPair(it) ? it.clone(schema) : it);
        if (this.range)
          copy.range = this.range.slice();
        return copy;
      }
      /**
       * Adds a value to the collection. For `!!map` and `!!omap` the value must
       * be a Pair instance or a `{ key, value }` object, which may not have a key
       * that already exists in the map.
       */
      addIn(path, value) {
        if (isEmptyPath(path))
          this.add(value);
        else {
          const [key, ...rest] = path;
          const node2 = this.get(key, true);
          if (identity2.isCollection(node2))
            node2.addIn(rest, value);
          else if (node2 === void 0 && this.schema)
            this.set(key, collectionFromPath(this.schema, rest, value));
          else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
      }
      /**
       * Removes a value from the collection.
       * @returns `true` if the item was found and removed.
       */
      deleteIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
          return this.delete(key);
        const node2 = this.get(key, true);
        if (identity2.isCollection(node2))
          return node2.deleteIn(rest);
        else
          throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
      }
      /**
       * Returns item at `key`, or `undefined` if not found. By default unwraps
       * scalar values from their surrounding node; to disable set `keepScalar` to
       * `true` (collections are always returned intact).
       */
      getIn(path, keepScalar) {
        const [key, ...rest] = path;
        const node2 = this.get(key, true);
        if (rest.length === 0)
          return !keepScalar && identity2.isScalar(node2) ? node2.value : node2;
        else
          return identity2.isCollection(node2) ? node2.getIn(rest, keepScalar) : void 0;
      }
      hasAllNullValues(allowScalar) {
        return this.items.every((node2) => {
          if (!identity2.isPair(node2))
            return false;
          const n = node2.value;
          return n == null || allowScalar && identity2.isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
        });
      }
      /**
       * Checks if the collection includes a value with the key `key`.
       */
      hasIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
          return this.has(key);
        const node2 = this.get(key, true);
        return identity2.isCollection(node2) ? node2.hasIn(rest) : false;
      }
      /**
       * Sets a value in this collection. For `!!set`, `value` needs to be a
       * boolean to add/remove the item from the set.
       */
      setIn(path, value) {
        const [key, ...rest] = path;
        if (rest.length === 0) {
          this.set(key, value);
        } else {
          const node2 = this.get(key, true);
          if (identity2.isCollection(node2))
            node2.setIn(rest, value);
          else if (node2 === void 0 && this.schema)
            this.set(key, collectionFromPath(this.schema, rest, value));
          else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
      }
    };
    exports.Collection = Collection;
    exports.collectionFromPath = collectionFromPath;
    exports.isEmptyPath = isEmptyPath;
  }
});

// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment = __commonJS({
  "node_modules/yaml/dist/stringify/stringifyComment.js"(exports) {
    "use strict";
    var stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
    function indentComment(comment, indent) {
      if (/^\n+$/.test(comment))
        return comment.substring(1);
      return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
    }
    var lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;
    exports.indentComment = indentComment;
    exports.lineComment = lineComment;
    exports.stringifyComment = stringifyComment;
  }
});

// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines = __commonJS({
  "node_modules/yaml/dist/stringify/foldFlowLines.js"(exports) {
    "use strict";
    var FOLD_FLOW = "flow";
    var FOLD_BLOCK = "block";
    var FOLD_QUOTED = "quoted";
    function foldFlowLines(text2, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
      if (!lineWidth || lineWidth < 0)
        return text2;
      if (lineWidth < minContentWidth)
        minContentWidth = 0;
      const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
      if (text2.length <= endStep)
        return text2;
      const folds = [];
      const escapedFolds = {};
      let end = lineWidth - indent.length;
      if (typeof indentAtStart === "number") {
        if (indentAtStart > lineWidth - Math.max(2, minContentWidth))
          folds.push(0);
        else
          end = lineWidth - indentAtStart;
      }
      let split = void 0;
      let prev = void 0;
      let overflow = false;
      let i = -1;
      let escStart = -1;
      let escEnd = -1;
      if (mode === FOLD_BLOCK) {
        i = consumeMoreIndentedLines(text2, i, indent.length);
        if (i !== -1)
          end = i + endStep;
      }
      for (let ch; ch = text2[i += 1]; ) {
        if (mode === FOLD_QUOTED && ch === "\\") {
          escStart = i;
          switch (text2[i + 1]) {
            case "x":
              i += 3;
              break;
            case "u":
              i += 5;
              break;
            case "U":
              i += 9;
              break;
            default:
              i += 1;
          }
          escEnd = i;
        }
        if (ch === "\n") {
          if (mode === FOLD_BLOCK)
            i = consumeMoreIndentedLines(text2, i, indent.length);
          end = i + indent.length + endStep;
          split = void 0;
        } else {
          if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
            const next = text2[i + 1];
            if (next && next !== " " && next !== "\n" && next !== "	")
              split = i;
          }
          if (i >= end) {
            if (split) {
              folds.push(split);
              end = split + endStep;
              split = void 0;
            } else if (mode === FOLD_QUOTED) {
              while (prev === " " || prev === "	") {
                prev = ch;
                ch = text2[i += 1];
                overflow = true;
              }
              const j = i > escEnd + 1 ? i - 2 : escStart - 1;
              if (escapedFolds[j])
                return text2;
              folds.push(j);
              escapedFolds[j] = true;
              end = j + endStep;
              split = void 0;
            } else {
              overflow = true;
            }
          }
        }
        prev = ch;
      }
      if (overflow && onOverflow)
        onOverflow();
      if (folds.length === 0)
        return text2;
      if (onFold)
        onFold();
      let res = text2.slice(0, folds[0]);
      for (let i2 = 0; i2 < folds.length; ++i2) {
        const fold = folds[i2];
        const end2 = folds[i2 + 1] || text2.length;
        if (fold === 0)
          res = `
${indent}${text2.slice(0, end2)}`;
        else {
          if (mode === FOLD_QUOTED && escapedFolds[fold])
            res += `${text2[fold]}\\`;
          res += `
${indent}${text2.slice(fold + 1, end2)}`;
        }
      }
      return res;
    }
    function consumeMoreIndentedLines(text2, i, indent) {
      let end = i;
      let start2 = i + 1;
      let ch = text2[start2];
      while (ch === " " || ch === "	") {
        if (i < start2 + indent) {
          ch = text2[++i];
        } else {
          do {
            ch = text2[++i];
          } while (ch && ch !== "\n");
          end = i;
          start2 = i + 1;
          ch = text2[start2];
        }
      }
      return end;
    }
    exports.FOLD_BLOCK = FOLD_BLOCK;
    exports.FOLD_FLOW = FOLD_FLOW;
    exports.FOLD_QUOTED = FOLD_QUOTED;
    exports.foldFlowLines = foldFlowLines;
  }
});

// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString = __commonJS({
  "node_modules/yaml/dist/stringify/stringifyString.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var foldFlowLines = require_foldFlowLines();
    var getFoldOptions = (ctx, isBlock) => ({
      indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
      lineWidth: ctx.options.lineWidth,
      minContentWidth: ctx.options.minContentWidth
    });
    var containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
    function lineLengthOverLimit(str, lineWidth, indentLength) {
      if (!lineWidth || lineWidth < 0)
        return false;
      const limit = lineWidth - indentLength;
      const strLen = str.length;
      if (strLen <= limit)
        return false;
      for (let i = 0, start2 = 0; i < strLen; ++i) {
        if (str[i] === "\n") {
          if (i - start2 > limit)
            return true;
          start2 = i + 1;
          if (strLen - start2 <= limit)
            return false;
        }
      }
      return true;
    }
    function doubleQuotedString(value, ctx) {
      const json = JSON.stringify(value);
      if (ctx.options.doubleQuotedAsJSON)
        return json;
      const { implicitKey } = ctx;
      const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
      const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
      let str = "";
      let start2 = 0;
      for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
        if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
          str += json.slice(start2, i) + "\\ ";
          i += 1;
          start2 = i;
          ch = "\\";
        }
        if (ch === "\\")
          switch (json[i + 1]) {
            case "u":
              {
                str += json.slice(start2, i);
                const code3 = json.substr(i + 2, 4);
                switch (code3) {
                  case "0000":
                    str += "\\0";
                    break;
                  case "0007":
                    str += "\\a";
                    break;
                  case "000b":
                    str += "\\v";
                    break;
                  case "001b":
                    str += "\\e";
                    break;
                  case "0085":
                    str += "\\N";
                    break;
                  case "00a0":
                    str += "\\_";
                    break;
                  case "2028":
                    str += "\\L";
                    break;
                  case "2029":
                    str += "\\P";
                    break;
                  default:
                    if (code3.substr(0, 2) === "00")
                      str += "\\x" + code3.substr(2);
                    else
                      str += json.substr(i, 6);
                }
                i += 5;
                start2 = i + 1;
              }
              break;
            case "n":
              if (implicitKey || json[i + 2] === '"' || json.length < minMultiLineLength) {
                i += 1;
              } else {
                str += json.slice(start2, i) + "\n\n";
                while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== '"') {
                  str += "\n";
                  i += 2;
                }
                str += indent;
                if (json[i + 2] === " ")
                  str += "\\";
                i += 1;
                start2 = i + 1;
              }
              break;
            default:
              i += 1;
          }
      }
      str = start2 ? str + json.slice(start2) : json;
      return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
    }
    function singleQuotedString(value, ctx) {
      if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value))
        return doubleQuotedString(value, ctx);
      const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
      const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&
${indent}`) + "'";
      return ctx.implicitKey ? res : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
    }
    function quotedString(value, ctx) {
      const { singleQuote } = ctx.options;
      let qs;
      if (singleQuote === false)
        qs = doubleQuotedString;
      else {
        const hasDouble = value.includes('"');
        const hasSingle = value.includes("'");
        if (hasDouble && !hasSingle)
          qs = singleQuotedString;
        else if (hasSingle && !hasDouble)
          qs = doubleQuotedString;
        else
          qs = singleQuote ? singleQuotedString : doubleQuotedString;
      }
      return qs(value, ctx);
    }
    var blockEndNewlines;
    try {
      blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
    } catch {
      blockEndNewlines = /\n+(?!\n|$)/g;
    }
    function blockString({ comment, type: type2, value }, ctx, onComment, onChompKeep) {
      const { blockQuote, commentString, lineWidth } = ctx.options;
      if (!blockQuote || /\n[\t ]+$/.test(value)) {
        return quotedString(value, ctx);
      }
      const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
      const literal2 = blockQuote === "literal" ? true : blockQuote === "folded" || type2 === Scalar.Scalar.BLOCK_FOLDED ? false : type2 === Scalar.Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
      if (!value)
        return literal2 ? "|\n" : ">\n";
      let chomp;
      let endStart;
      for (endStart = value.length; endStart > 0; --endStart) {
        const ch = value[endStart - 1];
        if (ch !== "\n" && ch !== "	" && ch !== " ")
          break;
      }
      let end = value.substring(endStart);
      const endNlPos = end.indexOf("\n");
      if (endNlPos === -1) {
        chomp = "-";
      } else if (value === end || endNlPos !== end.length - 1) {
        chomp = "+";
        if (onChompKeep)
          onChompKeep();
      } else {
        chomp = "";
      }
      if (end) {
        value = value.slice(0, -end.length);
        if (end[end.length - 1] === "\n")
          end = end.slice(0, -1);
        end = end.replace(blockEndNewlines, `$&${indent}`);
      }
      let startWithSpace = false;
      let startEnd;
      let startNlPos = -1;
      for (startEnd = 0; startEnd < value.length; ++startEnd) {
        const ch = value[startEnd];
        if (ch === " ")
          startWithSpace = true;
        else if (ch === "\n")
          startNlPos = startEnd;
        else
          break;
      }
      let start2 = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
      if (start2) {
        value = value.substring(start2.length);
        start2 = start2.replace(/\n+/g, `$&${indent}`);
      }
      const indentSize = indent ? "2" : "1";
      let header = (startWithSpace ? indentSize : "") + chomp;
      if (comment) {
        header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
        if (onComment)
          onComment();
      }
      if (!literal2) {
        const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
        let literalFallback = false;
        const foldOptions = getFoldOptions(ctx, true);
        if (blockQuote !== "folded" && type2 !== Scalar.Scalar.BLOCK_FOLDED) {
          foldOptions.onOverflow = () => {
            literalFallback = true;
          };
        }
        const body = foldFlowLines.foldFlowLines(`${start2}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
        if (!literalFallback)
          return `>${header}
${indent}${body}`;
      }
      value = value.replace(/\n+/g, `$&${indent}`);
      return `|${header}
${indent}${start2}${value}${end}`;
    }
    function plainString(item, ctx, onComment, onChompKeep) {
      const { type: type2, value } = item;
      const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
      if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) {
        return quotedString(value, ctx);
      }
      if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) {
        return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
      }
      if (!implicitKey && !inFlow && type2 !== Scalar.Scalar.PLAIN && value.includes("\n")) {
        return blockString(item, ctx, onComment, onChompKeep);
      }
      if (containsDocumentMarker(value)) {
        if (indent === "") {
          ctx.forceBlockIndent = true;
          return blockString(item, ctx, onComment, onChompKeep);
        } else if (implicitKey && indent === indentStep) {
          return quotedString(value, ctx);
        }
      }
      const str = value.replace(/\n+/g, `$&
${indent}`);
      if (actualString) {
        const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
        const { compat, tags } = ctx.doc.schema;
        if (tags.some(test) || compat?.some(test))
          return quotedString(value, ctx);
      }
      return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
    }
    function stringifyString(item, ctx, onComment, onChompKeep) {
      const { implicitKey, inFlow } = ctx;
      const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
      let { type: type2 } = item;
      if (type2 !== Scalar.Scalar.QUOTE_DOUBLE) {
        if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))
          type2 = Scalar.Scalar.QUOTE_DOUBLE;
      }
      const _stringify = (_type) => {
        switch (_type) {
          case Scalar.Scalar.BLOCK_FOLDED:
          case Scalar.Scalar.BLOCK_LITERAL:
            return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
          case Scalar.Scalar.QUOTE_DOUBLE:
            return doubleQuotedString(ss.value, ctx);
          case Scalar.Scalar.QUOTE_SINGLE:
            return singleQuotedString(ss.value, ctx);
          case Scalar.Scalar.PLAIN:
            return plainString(ss, ctx, onComment, onChompKeep);
          default:
            return null;
        }
      };
      let res = _stringify(type2);
      if (res === null) {
        const { defaultKeyType, defaultStringType } = ctx.options;
        const t = implicitKey && defaultKeyType || defaultStringType;
        res = _stringify(t);
        if (res === null)
          throw new Error(`Unsupported default string type ${t}`);
      }
      return res;
    }
    exports.stringifyString = stringifyString;
  }
});

// node_modules/yaml/dist/stringify/stringify.js
var require_stringify = __commonJS({
  "node_modules/yaml/dist/stringify/stringify.js"(exports) {
    "use strict";
    var anchors = require_anchors();
    var identity2 = require_identity();
    var stringifyComment = require_stringifyComment();
    var stringifyString = require_stringifyString();
    function createStringifyContext(doc, options) {
      const opt = Object.assign({
        blockQuote: true,
        commentString: stringifyComment.stringifyComment,
        defaultKeyType: null,
        defaultStringType: "PLAIN",
        directives: null,
        doubleQuotedAsJSON: false,
        doubleQuotedMinMultiLineLength: 40,
        falseStr: "false",
        flowCollectionPadding: true,
        indentSeq: true,
        lineWidth: 80,
        minContentWidth: 20,
        nullStr: "null",
        simpleKeys: false,
        singleQuote: null,
        trailingComma: false,
        trueStr: "true",
        verifyAliasOrder: true
      }, doc.schema.toStringOptions, options);
      let inFlow;
      switch (opt.collectionStyle) {
        case "block":
          inFlow = false;
          break;
        case "flow":
          inFlow = true;
          break;
        default:
          inFlow = null;
      }
      return {
        anchors: /* @__PURE__ */ new Set(),
        doc,
        flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
        indent: "",
        indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
        inFlow,
        options: opt
      };
    }
    function getTagObject(tags, item) {
      if (item.tag) {
        const match = tags.filter((t) => t.tag === item.tag);
        if (match.length > 0)
          return match.find((t) => t.format === item.format) ?? match[0];
      }
      let tagObj = void 0;
      let obj;
      if (identity2.isScalar(item)) {
        obj = item.value;
        let match = tags.filter((t) => t.identify?.(obj));
        if (match.length > 1) {
          const testMatch = match.filter((t) => t.test);
          if (testMatch.length > 0)
            match = testMatch;
        }
        tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
      } else {
        obj = item;
        tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
      }
      if (!tagObj) {
        const name5 = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
        throw new Error(`Tag not resolved for ${name5} value`);
      }
      return tagObj;
    }
    function stringifyProps(node2, tagObj, { anchors: anchors$1, doc }) {
      if (!doc.directives)
        return "";
      const props = [];
      const anchor2 = (identity2.isScalar(node2) || identity2.isCollection(node2)) && node2.anchor;
      if (anchor2 && anchors.anchorIsValid(anchor2)) {
        anchors$1.add(anchor2);
        props.push(`&${anchor2}`);
      }
      const tag = node2.tag ?? (tagObj.default ? null : tagObj.tag);
      if (tag)
        props.push(doc.directives.tagString(tag));
      return props.join(" ");
    }
    function stringify(item, ctx, onComment, onChompKeep) {
      if (identity2.isPair(item))
        return item.toString(ctx, onComment, onChompKeep);
      if (identity2.isAlias(item)) {
        if (ctx.doc.directives)
          return item.toString(ctx);
        if (ctx.resolvedAliases?.has(item)) {
          throw new TypeError(`Cannot stringify circular structure without alias nodes`);
        } else {
          if (ctx.resolvedAliases)
            ctx.resolvedAliases.add(item);
          else
            ctx.resolvedAliases = /* @__PURE__ */ new Set([item]);
          item = item.resolve(ctx.doc);
        }
      }
      let tagObj = void 0;
      const node2 = identity2.isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
      tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node2));
      const props = stringifyProps(node2, tagObj, ctx);
      if (props.length > 0)
        ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
      const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node2, ctx, onComment, onChompKeep) : identity2.isScalar(node2) ? stringifyString.stringifyString(node2, ctx, onComment, onChompKeep) : node2.toString(ctx, onComment, onChompKeep);
      if (!props)
        return str;
      return identity2.isScalar(node2) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}
${ctx.indent}${str}`;
    }
    exports.createStringifyContext = createStringifyContext;
    exports.stringify = stringify;
  }
});

// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair = __commonJS({
  "node_modules/yaml/dist/stringify/stringifyPair.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var Scalar = require_Scalar();
    var stringify = require_stringify();
    var stringifyComment = require_stringifyComment();
    function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
      const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
      let keyComment = identity2.isNode(key) && key.comment || null;
      if (simpleKeys) {
        if (keyComment) {
          throw new Error("With simple keys, key nodes cannot have comments");
        }
        if (identity2.isCollection(key) || !identity2.isNode(key) && typeof key === "object") {
          const msg = "With simple keys, collection cannot be used as a key value";
          throw new Error(msg);
        }
      }
      let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || identity2.isCollection(key) || (identity2.isScalar(key) ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL : typeof key === "object"));
      ctx = Object.assign({}, ctx, {
        allNullValues: false,
        implicitKey: !explicitKey && (simpleKeys || !allNullValues),
        indent: indent + indentStep
      });
      let keyCommentDone = false;
      let chompKeep = false;
      let str = stringify.stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
      if (!explicitKey && !ctx.inFlow && str.length > 1024) {
        if (simpleKeys)
          throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
        explicitKey = true;
      }
      if (ctx.inFlow) {
        if (allNullValues || value == null) {
          if (keyCommentDone && onComment)
            onComment();
          return str === "" ? "?" : explicitKey ? `? ${str}` : str;
        }
      } else if (allNullValues && !simpleKeys || value == null && explicitKey) {
        str = `? ${str}`;
        if (keyComment && !keyCommentDone) {
          str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        } else if (chompKeep && onChompKeep)
          onChompKeep();
        return str;
      }
      if (keyCommentDone)
        keyComment = null;
      if (explicitKey) {
        if (keyComment)
          str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        str = `? ${str}
${indent}:`;
      } else {
        str = `${str}:`;
        if (keyComment)
          str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
      }
      let vsb, vcb, valueComment;
      if (identity2.isNode(value)) {
        vsb = !!value.spaceBefore;
        vcb = value.commentBefore;
        valueComment = value.comment;
      } else {
        vsb = false;
        vcb = null;
        valueComment = null;
        if (value && typeof value === "object")
          value = doc.createNode(value);
      }
      ctx.implicitKey = false;
      if (!explicitKey && !keyComment && identity2.isScalar(value))
        ctx.indentAtStart = str.length + 1;
      chompKeep = false;
      if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && identity2.isSeq(value) && !value.flow && !value.tag && !value.anchor) {
        ctx.indent = ctx.indent.substring(2);
      }
      let valueCommentDone = false;
      const valueStr = stringify.stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
      let ws = " ";
      if (keyComment || vsb || vcb) {
        ws = vsb ? "\n" : "";
        if (vcb) {
          const cs = commentString(vcb);
          ws += `
${stringifyComment.indentComment(cs, ctx.indent)}`;
        }
        if (valueStr === "" && !ctx.inFlow) {
          if (ws === "\n" && valueComment)
            ws = "\n\n";
        } else {
          ws += `
${ctx.indent}`;
        }
      } else if (!explicitKey && identity2.isCollection(value)) {
        const vs0 = valueStr[0];
        const nl0 = valueStr.indexOf("\n");
        const hasNewline = nl0 !== -1;
        const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
        if (hasNewline || !flow) {
          let hasPropsLine = false;
          if (hasNewline && (vs0 === "&" || vs0 === "!")) {
            let sp0 = valueStr.indexOf(" ");
            if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") {
              sp0 = valueStr.indexOf(" ", sp0 + 1);
            }
            if (sp0 === -1 || nl0 < sp0)
              hasPropsLine = true;
          }
          if (!hasPropsLine)
            ws = `
${ctx.indent}`;
        }
      } else if (valueStr === "" || valueStr[0] === "\n") {
        ws = "";
      }
      str += ws + valueStr;
      if (ctx.inFlow) {
        if (valueCommentDone && onComment)
          onComment();
      } else if (valueComment && !valueCommentDone) {
        str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
      } else if (chompKeep && onChompKeep) {
        onChompKeep();
      }
      return str;
    }
    exports.stringifyPair = stringifyPair;
  }
});

// node_modules/yaml/dist/log.js
var require_log = __commonJS({
  "node_modules/yaml/dist/log.js"(exports) {
    "use strict";
    var node_process = __require("process");
    function debug(logLevel, ...messages) {
      if (logLevel === "debug")
        console.log(...messages);
    }
    function warn(logLevel, warning) {
      if (logLevel === "debug" || logLevel === "warn") {
        if (typeof node_process.emitWarning === "function")
          node_process.emitWarning(warning);
        else
          console.warn(warning);
      }
    }
    exports.debug = debug;
    exports.warn = warn;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/merge.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var Scalar = require_Scalar();
    var MERGE_KEY = "<<";
    var merge2 = {
      identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
      default: "key",
      tag: "tag:yaml.org,2002:merge",
      test: /^<<$/,
      resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), {
        addToJSMap: addMergeToJSMap
      }),
      stringify: () => MERGE_KEY
    };
    var isMergeKey = (ctx, key) => (merge2.identify(key) || identity2.isScalar(key) && (!key.type || key.type === Scalar.Scalar.PLAIN) && merge2.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge2.tag && tag.default);
    function addMergeToJSMap(ctx, map, value) {
      const source = resolveAliasValue(ctx, value);
      if (identity2.isSeq(source))
        for (const it of source.items)
          mergeValue(ctx, map, it);
      else if (Array.isArray(source))
        for (const it of source)
          mergeValue(ctx, map, it);
      else
        mergeValue(ctx, map, source);
    }
    function mergeValue(ctx, map, value) {
      const source = resolveAliasValue(ctx, value);
      if (!identity2.isMap(source))
        throw new Error("Merge sources must be maps or map aliases");
      const srcMap = source.toJSON(null, ctx, Map);
      for (const [key, value2] of srcMap) {
        if (map instanceof Map) {
          if (!map.has(key))
            map.set(key, value2);
        } else if (map instanceof Set) {
          map.add(key);
        } else if (!Object.prototype.hasOwnProperty.call(map, key)) {
          Object.defineProperty(map, key, {
            value: value2,
            writable: true,
            enumerable: true,
            configurable: true
          });
        }
      }
      return map;
    }
    function resolveAliasValue(ctx, value) {
      return ctx && identity2.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
    }
    exports.addMergeToJSMap = addMergeToJSMap;
    exports.isMergeKey = isMergeKey;
    exports.merge = merge2;
  }
});

// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap = __commonJS({
  "node_modules/yaml/dist/nodes/addPairToJSMap.js"(exports) {
    "use strict";
    var log3 = require_log();
    var merge2 = require_merge();
    var stringify = require_stringify();
    var identity2 = require_identity();
    var toJS = require_toJS();
    function addPairToJSMap(ctx, map, { key, value }) {
      if (identity2.isNode(key) && key.addToJSMap)
        key.addToJSMap(ctx, map, value);
      else if (merge2.isMergeKey(ctx, key))
        merge2.addMergeToJSMap(ctx, map, value);
      else {
        const jsKey = toJS.toJS(key, "", ctx);
        if (map instanceof Map) {
          map.set(jsKey, toJS.toJS(value, jsKey, ctx));
        } else if (map instanceof Set) {
          map.add(jsKey);
        } else {
          const stringKey = stringifyKey(key, jsKey, ctx);
          const jsValue = toJS.toJS(value, stringKey, ctx);
          if (stringKey in map)
            Object.defineProperty(map, stringKey, {
              value: jsValue,
              writable: true,
              enumerable: true,
              configurable: true
            });
          else
            map[stringKey] = jsValue;
        }
      }
      return map;
    }
    function stringifyKey(key, jsKey, ctx) {
      if (jsKey === null)
        return "";
      if (typeof jsKey !== "object")
        return String(jsKey);
      if (identity2.isNode(key) && ctx?.doc) {
        const strCtx = stringify.createStringifyContext(ctx.doc, {});
        strCtx.anchors = /* @__PURE__ */ new Set();
        for (const node2 of ctx.anchors.keys())
          strCtx.anchors.add(node2.anchor);
        strCtx.inFlow = true;
        strCtx.inStringifyKey = true;
        const strKey = key.toString(strCtx);
        if (!ctx.mapKeyWarned) {
          let jsonStr = JSON.stringify(strKey);
          if (jsonStr.length > 40)
            jsonStr = jsonStr.substring(0, 36) + '..."';
          log3.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
          ctx.mapKeyWarned = true;
        }
        return strKey;
      }
      return JSON.stringify(jsKey);
    }
    exports.addPairToJSMap = addPairToJSMap;
  }
});

// node_modules/yaml/dist/nodes/Pair.js
var require_Pair = __commonJS({
  "node_modules/yaml/dist/nodes/Pair.js"(exports) {
    "use strict";
    var createNode = require_createNode();
    var stringifyPair = require_stringifyPair();
    var addPairToJSMap = require_addPairToJSMap();
    var identity2 = require_identity();
    function createPair(key, value, ctx) {
      const k = createNode.createNode(key, void 0, ctx);
      const v = createNode.createNode(value, void 0, ctx);
      return new Pair(k, v);
    }
    var Pair = class _Pair {
      constructor(key, value = null) {
        Object.defineProperty(this, identity2.NODE_TYPE, { value: identity2.PAIR });
        this.key = key;
        this.value = value;
      }
      clone(schema) {
        let { key, value } = this;
        if (identity2.isNode(key))
          key = key.clone(schema);
        if (identity2.isNode(value))
          value = value.clone(schema);
        return new _Pair(key, value);
      }
      toJSON(_, ctx) {
        const pair2 = ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
        return addPairToJSMap.addPairToJSMap(ctx, pair2, this);
      }
      toString(ctx, onComment, onChompKeep) {
        return ctx?.doc ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
      }
    };
    exports.Pair = Pair;
    exports.createPair = createPair;
  }
});

// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection = __commonJS({
  "node_modules/yaml/dist/stringify/stringifyCollection.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var stringify = require_stringify();
    var stringifyComment = require_stringifyComment();
    function stringifyCollection(collection, ctx, options) {
      const flow = ctx.inFlow ?? collection.flow;
      const stringify2 = flow ? stringifyFlowCollection : stringifyBlockCollection;
      return stringify2(collection, ctx, options);
    }
    function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
      const { indent, options: { commentString } } = ctx;
      const itemCtx = Object.assign({}, ctx, { indent: itemIndent, type: null });
      let chompKeep = false;
      const lines2 = [];
      for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment2 = null;
        if (identity2.isNode(item)) {
          if (!chompKeep && item.spaceBefore)
            lines2.push("");
          addCommentBefore(ctx, lines2, item.commentBefore, chompKeep);
          if (item.comment)
            comment2 = item.comment;
        } else if (identity2.isPair(item)) {
          const ik = identity2.isNode(item.key) ? item.key : null;
          if (ik) {
            if (!chompKeep && ik.spaceBefore)
              lines2.push("");
            addCommentBefore(ctx, lines2, ik.commentBefore, chompKeep);
          }
        }
        chompKeep = false;
        let str2 = stringify.stringify(item, itemCtx, () => comment2 = null, () => chompKeep = true);
        if (comment2)
          str2 += stringifyComment.lineComment(str2, itemIndent, commentString(comment2));
        if (chompKeep && comment2)
          chompKeep = false;
        lines2.push(blockItemPrefix + str2);
      }
      let str;
      if (lines2.length === 0) {
        str = flowChars.start + flowChars.end;
      } else {
        str = lines2[0];
        for (let i = 1; i < lines2.length; ++i) {
          const line2 = lines2[i];
          str += line2 ? `
${indent}${line2}` : "\n";
        }
      }
      if (comment) {
        str += "\n" + stringifyComment.indentComment(commentString(comment), indent);
        if (onComment)
          onComment();
      } else if (chompKeep && onChompKeep)
        onChompKeep();
      return str;
    }
    function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
      const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
      itemIndent += indentStep;
      const itemCtx = Object.assign({}, ctx, {
        indent: itemIndent,
        inFlow: true,
        type: null
      });
      let reqNewline = false;
      let linesAtValue = 0;
      const lines2 = [];
      for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity2.isNode(item)) {
          if (item.spaceBefore)
            lines2.push("");
          addCommentBefore(ctx, lines2, item.commentBefore, false);
          if (item.comment)
            comment = item.comment;
        } else if (identity2.isPair(item)) {
          const ik = identity2.isNode(item.key) ? item.key : null;
          if (ik) {
            if (ik.spaceBefore)
              lines2.push("");
            addCommentBefore(ctx, lines2, ik.commentBefore, false);
            if (ik.comment)
              reqNewline = true;
          }
          const iv = identity2.isNode(item.value) ? item.value : null;
          if (iv) {
            if (iv.comment)
              comment = iv.comment;
            if (iv.commentBefore)
              reqNewline = true;
          } else if (item.value == null && ik?.comment) {
            comment = ik.comment;
          }
        }
        if (comment)
          reqNewline = true;
        let str = stringify.stringify(item, itemCtx, () => comment = null);
        reqNewline || (reqNewline = lines2.length > linesAtValue || str.includes("\n"));
        if (i < items.length - 1) {
          str += ",";
        } else if (ctx.options.trailingComma) {
          if (ctx.options.lineWidth > 0) {
            reqNewline || (reqNewline = lines2.reduce((sum2, line2) => sum2 + line2.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
          }
          if (reqNewline) {
            str += ",";
          }
        }
        if (comment)
          str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        lines2.push(str);
        linesAtValue = lines2.length;
      }
      const { start: start2, end } = flowChars;
      if (lines2.length === 0) {
        return start2 + end;
      } else {
        if (!reqNewline) {
          const len = lines2.reduce((sum2, line2) => sum2 + line2.length + 2, 2);
          reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
        }
        if (reqNewline) {
          let str = start2;
          for (const line2 of lines2)
            str += line2 ? `
${indentStep}${indent}${line2}` : "\n";
          return `${str}
${indent}${end}`;
        } else {
          return `${start2}${fcPadding}${lines2.join(" ")}${fcPadding}${end}`;
        }
      }
    }
    function addCommentBefore({ indent, options: { commentString } }, lines2, comment, chompKeep) {
      if (comment && chompKeep)
        comment = comment.replace(/^\n+/, "");
      if (comment) {
        const ic = stringifyComment.indentComment(commentString(comment), indent);
        lines2.push(ic.trimStart());
      }
    }
    exports.stringifyCollection = stringifyCollection;
  }
});

// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap = __commonJS({
  "node_modules/yaml/dist/nodes/YAMLMap.js"(exports) {
    "use strict";
    var stringifyCollection = require_stringifyCollection();
    var addPairToJSMap = require_addPairToJSMap();
    var Collection = require_Collection();
    var identity2 = require_identity();
    var Pair = require_Pair();
    var Scalar = require_Scalar();
    function findPair(items, key) {
      const k = identity2.isScalar(key) ? key.value : key;
      for (const it of items) {
        if (identity2.isPair(it)) {
          if (it.key === key || it.key === k)
            return it;
          if (identity2.isScalar(it.key) && it.key.value === k)
            return it;
        }
      }
      return void 0;
    }
    var YAMLMap = class extends Collection.Collection {
      static get tagName() {
        return "tag:yaml.org,2002:map";
      }
      constructor(schema) {
        super(identity2.MAP, schema);
        this.items = [];
      }
      /**
       * A generic collection parsing method that can be extended
       * to other node classes that inherit from YAMLMap
       */
      static from(schema, obj, ctx) {
        const { keepUndefined, replacer } = ctx;
        const map = new this(schema);
        const add = (key, value) => {
          if (typeof replacer === "function")
            value = replacer.call(obj, key, value);
          else if (Array.isArray(replacer) && !replacer.includes(key))
            return;
          if (value !== void 0 || keepUndefined)
            map.items.push(Pair.createPair(key, value, ctx));
        };
        if (obj instanceof Map) {
          for (const [key, value] of obj)
            add(key, value);
        } else if (obj && typeof obj === "object") {
          for (const key of Object.keys(obj))
            add(key, obj[key]);
        }
        if (typeof schema.sortMapEntries === "function") {
          map.items.sort(schema.sortMapEntries);
        }
        return map;
      }
      /**
       * Adds a value to the collection.
       *
       * @param overwrite - If not set `true`, using a key that is already in the
       *   collection will throw. Otherwise, overwrites the previous value.
       */
      add(pair2, overwrite) {
        let _pair;
        if (identity2.isPair(pair2))
          _pair = pair2;
        else if (!pair2 || typeof pair2 !== "object" || !("key" in pair2)) {
          _pair = new Pair.Pair(pair2, pair2?.value);
        } else
          _pair = new Pair.Pair(pair2.key, pair2.value);
        const prev = findPair(this.items, _pair.key);
        const sortEntries = this.schema?.sortMapEntries;
        if (prev) {
          if (!overwrite)
            throw new Error(`Key ${_pair.key} already set`);
          if (identity2.isScalar(prev.value) && Scalar.isScalarValue(_pair.value))
            prev.value.value = _pair.value;
          else
            prev.value = _pair.value;
        } else if (sortEntries) {
          const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
          if (i === -1)
            this.items.push(_pair);
          else
            this.items.splice(i, 0, _pair);
        } else {
          this.items.push(_pair);
        }
      }
      delete(key) {
        const it = findPair(this.items, key);
        if (!it)
          return false;
        const del = this.items.splice(this.items.indexOf(it), 1);
        return del.length > 0;
      }
      get(key, keepScalar) {
        const it = findPair(this.items, key);
        const node2 = it?.value;
        return (!keepScalar && identity2.isScalar(node2) ? node2.value : node2) ?? void 0;
      }
      has(key) {
        return !!findPair(this.items, key);
      }
      set(key, value) {
        this.add(new Pair.Pair(key, value), true);
      }
      /**
       * @param ctx - Conversion context, originally set in Document#toJS()
       * @param {Class} Type - If set, forces the returned collection type
       * @returns Instance of Type, Map, or Object
       */
      toJSON(_, ctx, Type) {
        const map = Type ? new Type() : ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
        if (ctx?.onCreate)
          ctx.onCreate(map);
        for (const item of this.items)
          addPairToJSMap.addPairToJSMap(ctx, map, item);
        return map;
      }
      toString(ctx, onComment, onChompKeep) {
        if (!ctx)
          return JSON.stringify(this);
        for (const item of this.items) {
          if (!identity2.isPair(item))
            throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
        }
        if (!ctx.allNullValues && this.hasAllNullValues(false))
          ctx = Object.assign({}, ctx, { allNullValues: true });
        return stringifyCollection.stringifyCollection(this, ctx, {
          blockItemPrefix: "",
          flowChars: { start: "{", end: "}" },
          itemIndent: ctx.indent || "",
          onChompKeep,
          onComment
        });
      }
    };
    exports.YAMLMap = YAMLMap;
    exports.findPair = findPair;
  }
});

// node_modules/yaml/dist/schema/common/map.js
var require_map = __commonJS({
  "node_modules/yaml/dist/schema/common/map.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var YAMLMap = require_YAMLMap();
    var map = {
      collection: "map",
      default: true,
      nodeClass: YAMLMap.YAMLMap,
      tag: "tag:yaml.org,2002:map",
      resolve(map2, onError) {
        if (!identity2.isMap(map2))
          onError("Expected a mapping for this tag");
        return map2;
      },
      createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
    };
    exports.map = map;
  }
});

// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq = __commonJS({
  "node_modules/yaml/dist/nodes/YAMLSeq.js"(exports) {
    "use strict";
    var createNode = require_createNode();
    var stringifyCollection = require_stringifyCollection();
    var Collection = require_Collection();
    var identity2 = require_identity();
    var Scalar = require_Scalar();
    var toJS = require_toJS();
    var YAMLSeq = class extends Collection.Collection {
      static get tagName() {
        return "tag:yaml.org,2002:seq";
      }
      constructor(schema) {
        super(identity2.SEQ, schema);
        this.items = [];
      }
      add(value) {
        this.items.push(value);
      }
      /**
       * Removes a value from the collection.
       *
       * `key` must contain a representation of an integer for this to succeed.
       * It may be wrapped in a `Scalar`.
       *
       * @returns `true` if the item was found and removed.
       */
      delete(key) {
        const idx = asItemIndex(key);
        if (typeof idx !== "number")
          return false;
        const del = this.items.splice(idx, 1);
        return del.length > 0;
      }
      get(key, keepScalar) {
        const idx = asItemIndex(key);
        if (typeof idx !== "number")
          return void 0;
        const it = this.items[idx];
        return !keepScalar && identity2.isScalar(it) ? it.value : it;
      }
      /**
       * Checks if the collection includes a value with the key `key`.
       *
       * `key` must contain a representation of an integer for this to succeed.
       * It may be wrapped in a `Scalar`.
       */
      has(key) {
        const idx = asItemIndex(key);
        return typeof idx === "number" && idx < this.items.length;
      }
      /**
       * Sets a value in this collection. For `!!set`, `value` needs to be a
       * boolean to add/remove the item from the set.
       *
       * If `key` does not contain a representation of an integer, this will throw.
       * It may be wrapped in a `Scalar`.
       */
      set(key, value) {
        const idx = asItemIndex(key);
        if (typeof idx !== "number")
          throw new Error(`Expected a valid index, not ${key}.`);
        const prev = this.items[idx];
        if (identity2.isScalar(prev) && Scalar.isScalarValue(value))
          prev.value = value;
        else
          this.items[idx] = value;
      }
      toJSON(_, ctx) {
        const seq = [];
        if (ctx?.onCreate)
          ctx.onCreate(seq);
        let i = 0;
        for (const item of this.items)
          seq.push(toJS.toJS(item, String(i++), ctx));
        return seq;
      }
      toString(ctx, onComment, onChompKeep) {
        if (!ctx)
          return JSON.stringify(this);
        return stringifyCollection.stringifyCollection(this, ctx, {
          blockItemPrefix: "- ",
          flowChars: { start: "[", end: "]" },
          itemIndent: (ctx.indent || "") + "  ",
          onChompKeep,
          onComment
        });
      }
      static from(schema, obj, ctx) {
        const { replacer } = ctx;
        const seq = new this(schema);
        if (obj && Symbol.iterator in Object(obj)) {
          let i = 0;
          for (let it of obj) {
            if (typeof replacer === "function") {
              const key = obj instanceof Set ? it : String(i++);
              it = replacer.call(obj, key, it);
            }
            seq.items.push(createNode.createNode(it, void 0, ctx));
          }
        }
        return seq;
      }
    };
    function asItemIndex(key) {
      let idx = identity2.isScalar(key) ? key.value : key;
      if (idx && typeof idx === "string")
        idx = Number(idx);
      return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
    }
    exports.YAMLSeq = YAMLSeq;
  }
});

// node_modules/yaml/dist/schema/common/seq.js
var require_seq = __commonJS({
  "node_modules/yaml/dist/schema/common/seq.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var YAMLSeq = require_YAMLSeq();
    var seq = {
      collection: "seq",
      default: true,
      nodeClass: YAMLSeq.YAMLSeq,
      tag: "tag:yaml.org,2002:seq",
      resolve(seq2, onError) {
        if (!identity2.isSeq(seq2))
          onError("Expected a sequence for this tag");
        return seq2;
      },
      createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
    };
    exports.seq = seq;
  }
});

// node_modules/yaml/dist/schema/common/string.js
var require_string = __commonJS({
  "node_modules/yaml/dist/schema/common/string.js"(exports) {
    "use strict";
    var stringifyString = require_stringifyString();
    var string3 = {
      identify: (value) => typeof value === "string",
      default: true,
      tag: "tag:yaml.org,2002:str",
      resolve: (str) => str,
      stringify(item, ctx, onComment, onChompKeep) {
        ctx = Object.assign({ actualString: true }, ctx);
        return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
      }
    };
    exports.string = string3;
  }
});

// node_modules/yaml/dist/schema/common/null.js
var require_null = __commonJS({
  "node_modules/yaml/dist/schema/common/null.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var nullTag = {
      identify: (value) => value == null,
      createNode: () => new Scalar.Scalar(null),
      default: true,
      tag: "tag:yaml.org,2002:null",
      test: /^(?:~|[Nn]ull|NULL)?$/,
      resolve: () => new Scalar.Scalar(null),
      stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
    };
    exports.nullTag = nullTag;
  }
});

// node_modules/yaml/dist/schema/core/bool.js
var require_bool = __commonJS({
  "node_modules/yaml/dist/schema/core/bool.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var boolTag = {
      identify: (value) => typeof value === "boolean",
      default: true,
      tag: "tag:yaml.org,2002:bool",
      test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
      resolve: (str) => new Scalar.Scalar(str[0] === "t" || str[0] === "T"),
      stringify({ source, value }, ctx) {
        if (source && boolTag.test.test(source)) {
          const sv = source[0] === "t" || source[0] === "T";
          if (value === sv)
            return source;
        }
        return value ? ctx.options.trueStr : ctx.options.falseStr;
      }
    };
    exports.boolTag = boolTag;
  }
});

// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber = __commonJS({
  "node_modules/yaml/dist/stringify/stringifyNumber.js"(exports) {
    "use strict";
    function stringifyNumber({ format, minFractionDigits, tag, value }) {
      if (typeof value === "bigint")
        return String(value);
      const num = typeof value === "number" ? value : Number(value);
      if (!isFinite(num))
        return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
      let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
      if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
        let i = n.indexOf(".");
        if (i < 0) {
          i = n.length;
          n += ".";
        }
        let d = minFractionDigits - (n.length - i - 1);
        while (d-- > 0)
          n += "0";
      }
      return n;
    }
    exports.stringifyNumber = stringifyNumber;
  }
});

// node_modules/yaml/dist/schema/core/float.js
var require_float = __commonJS({
  "node_modules/yaml/dist/schema/core/float.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var stringifyNumber = require_stringifyNumber();
    var floatNaN = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
      resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
      stringify: stringifyNumber.stringifyNumber
    };
    var floatExp = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      format: "EXP",
      test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
      resolve: (str) => parseFloat(str),
      stringify(node2) {
        const num = Number(node2.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node2);
      }
    };
    var float = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
      resolve(str) {
        const node2 = new Scalar.Scalar(parseFloat(str));
        const dot2 = str.indexOf(".");
        if (dot2 !== -1 && str[str.length - 1] === "0")
          node2.minFractionDigits = str.length - dot2 - 1;
        return node2;
      },
      stringify: stringifyNumber.stringifyNumber
    };
    exports.float = float;
    exports.floatExp = floatExp;
    exports.floatNaN = floatNaN;
  }
});

// node_modules/yaml/dist/schema/core/int.js
var require_int = __commonJS({
  "node_modules/yaml/dist/schema/core/int.js"(exports) {
    "use strict";
    var stringifyNumber = require_stringifyNumber();
    var intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
    var intResolve = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
    function intStringify(node2, radix, prefix) {
      const { value } = node2;
      if (intIdentify(value) && value >= 0)
        return prefix + value.toString(radix);
      return stringifyNumber.stringifyNumber(node2);
    }
    var intOct = {
      identify: (value) => intIdentify(value) && value >= 0,
      default: true,
      tag: "tag:yaml.org,2002:int",
      format: "OCT",
      test: /^0o[0-7]+$/,
      resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
      stringify: (node2) => intStringify(node2, 8, "0o")
    };
    var int2 = {
      identify: intIdentify,
      default: true,
      tag: "tag:yaml.org,2002:int",
      test: /^[-+]?[0-9]+$/,
      resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
      stringify: stringifyNumber.stringifyNumber
    };
    var intHex = {
      identify: (value) => intIdentify(value) && value >= 0,
      default: true,
      tag: "tag:yaml.org,2002:int",
      format: "HEX",
      test: /^0x[0-9a-fA-F]+$/,
      resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
      stringify: (node2) => intStringify(node2, 16, "0x")
    };
    exports.int = int2;
    exports.intHex = intHex;
    exports.intOct = intOct;
  }
});

// node_modules/yaml/dist/schema/core/schema.js
var require_schema = __commonJS({
  "node_modules/yaml/dist/schema/core/schema.js"(exports) {
    "use strict";
    var map = require_map();
    var _null3 = require_null();
    var seq = require_seq();
    var string3 = require_string();
    var bool = require_bool();
    var float = require_float();
    var int2 = require_int();
    var schema = [
      map.map,
      seq.seq,
      string3.string,
      _null3.nullTag,
      bool.boolTag,
      int2.intOct,
      int2.int,
      int2.intHex,
      float.floatNaN,
      float.floatExp,
      float.float
    ];
    exports.schema = schema;
  }
});

// node_modules/yaml/dist/schema/json/schema.js
var require_schema2 = __commonJS({
  "node_modules/yaml/dist/schema/json/schema.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var map = require_map();
    var seq = require_seq();
    function intIdentify(value) {
      return typeof value === "bigint" || Number.isInteger(value);
    }
    var stringifyJSON = ({ value }) => JSON.stringify(value);
    var jsonScalars = [
      {
        identify: (value) => typeof value === "string",
        default: true,
        tag: "tag:yaml.org,2002:str",
        resolve: (str) => str,
        stringify: stringifyJSON
      },
      {
        identify: (value) => value == null,
        createNode: () => new Scalar.Scalar(null),
        default: true,
        tag: "tag:yaml.org,2002:null",
        test: /^null$/,
        resolve: () => null,
        stringify: stringifyJSON
      },
      {
        identify: (value) => typeof value === "boolean",
        default: true,
        tag: "tag:yaml.org,2002:bool",
        test: /^true$|^false$/,
        resolve: (str) => str === "true",
        stringify: stringifyJSON
      },
      {
        identify: intIdentify,
        default: true,
        tag: "tag:yaml.org,2002:int",
        test: /^-?(?:0|[1-9][0-9]*)$/,
        resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
        stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
      },
      {
        identify: (value) => typeof value === "number",
        default: true,
        tag: "tag:yaml.org,2002:float",
        test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
        resolve: (str) => parseFloat(str),
        stringify: stringifyJSON
      }
    ];
    var jsonError = {
      default: true,
      tag: "",
      test: /^/,
      resolve(str, onError) {
        onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
        return str;
      }
    };
    var schema = [map.map, seq.seq].concat(jsonScalars, jsonError);
    exports.schema = schema;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/binary.js"(exports) {
    "use strict";
    var node_buffer = __require("buffer");
    var Scalar = require_Scalar();
    var stringifyString = require_stringifyString();
    var binary = {
      identify: (value) => value instanceof Uint8Array,
      // Buffer inherits from Uint8Array
      default: false,
      tag: "tag:yaml.org,2002:binary",
      /**
       * Returns a Buffer in node and an Uint8Array in browsers
       *
       * To use the resulting buffer as an image, you'll want to do something like:
       *
       *   const blob = new Blob([buffer], { type: 'image/jpeg' })
       *   document.querySelector('#photo').src = URL.createObjectURL(blob)
       */
      resolve(src, onError) {
        if (typeof node_buffer.Buffer === "function") {
          return node_buffer.Buffer.from(src, "base64");
        } else if (typeof atob === "function") {
          const str = atob(src.replace(/[\n\r]/g, ""));
          const buffer = new Uint8Array(str.length);
          for (let i = 0; i < str.length; ++i)
            buffer[i] = str.charCodeAt(i);
          return buffer;
        } else {
          onError("This environment does not support reading binary tags; either Buffer or atob is required");
          return src;
        }
      },
      stringify({ comment, type: type2, value }, ctx, onComment, onChompKeep) {
        if (!value)
          return "";
        const buf = value;
        let str;
        if (typeof node_buffer.Buffer === "function") {
          str = buf instanceof node_buffer.Buffer ? buf.toString("base64") : node_buffer.Buffer.from(buf.buffer).toString("base64");
        } else if (typeof btoa === "function") {
          let s = "";
          for (let i = 0; i < buf.length; ++i)
            s += String.fromCharCode(buf[i]);
          str = btoa(s);
        } else {
          throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
        }
        type2 ?? (type2 = Scalar.Scalar.BLOCK_LITERAL);
        if (type2 !== Scalar.Scalar.QUOTE_DOUBLE) {
          const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
          const n = Math.ceil(str.length / lineWidth);
          const lines2 = new Array(n);
          for (let i = 0, o = 0; i < n; ++i, o += lineWidth) {
            lines2[i] = str.substr(o, lineWidth);
          }
          str = lines2.join(type2 === Scalar.Scalar.BLOCK_LITERAL ? "\n" : " ");
        }
        return stringifyString.stringifyString({ comment, type: type2, value: str }, ctx, onComment, onChompKeep);
      }
    };
    exports.binary = binary;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/pairs.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var Pair = require_Pair();
    var Scalar = require_Scalar();
    var YAMLSeq = require_YAMLSeq();
    function resolvePairs(seq, onError) {
      if (identity2.isSeq(seq)) {
        for (let i = 0; i < seq.items.length; ++i) {
          let item = seq.items[i];
          if (identity2.isPair(item))
            continue;
          else if (identity2.isMap(item)) {
            if (item.items.length > 1)
              onError("Each pair must have its own sequence indicator");
            const pair2 = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
            if (item.commentBefore)
              pair2.key.commentBefore = pair2.key.commentBefore ? `${item.commentBefore}
${pair2.key.commentBefore}` : item.commentBefore;
            if (item.comment) {
              const cn = pair2.value ?? pair2.key;
              cn.comment = cn.comment ? `${item.comment}
${cn.comment}` : item.comment;
            }
            item = pair2;
          }
          seq.items[i] = identity2.isPair(item) ? item : new Pair.Pair(item);
        }
      } else
        onError("Expected a sequence for this tag");
      return seq;
    }
    function createPairs(schema, iterable, ctx) {
      const { replacer } = ctx;
      const pairs2 = new YAMLSeq.YAMLSeq(schema);
      pairs2.tag = "tag:yaml.org,2002:pairs";
      let i = 0;
      if (iterable && Symbol.iterator in Object(iterable))
        for (let it of iterable) {
          if (typeof replacer === "function")
            it = replacer.call(iterable, String(i++), it);
          let key, value;
          if (Array.isArray(it)) {
            if (it.length === 2) {
              key = it[0];
              value = it[1];
            } else
              throw new TypeError(`Expected [key, value] tuple: ${it}`);
          } else if (it && it instanceof Object) {
            const keys = Object.keys(it);
            if (keys.length === 1) {
              key = keys[0];
              value = it[key];
            } else {
              throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
            }
          } else {
            key = it;
          }
          pairs2.items.push(Pair.createPair(key, value, ctx));
        }
      return pairs2;
    }
    var pairs = {
      collection: "seq",
      default: false,
      tag: "tag:yaml.org,2002:pairs",
      resolve: resolvePairs,
      createNode: createPairs
    };
    exports.createPairs = createPairs;
    exports.pairs = pairs;
    exports.resolvePairs = resolvePairs;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/omap.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var toJS = require_toJS();
    var YAMLMap = require_YAMLMap();
    var YAMLSeq = require_YAMLSeq();
    var pairs = require_pairs();
    var YAMLOMap = class _YAMLOMap extends YAMLSeq.YAMLSeq {
      constructor() {
        super();
        this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
        this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
        this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
        this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
        this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
        this.tag = _YAMLOMap.tag;
      }
      /**
       * If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
       * but TypeScript won't allow widening the signature of a child method.
       */
      toJSON(_, ctx) {
        if (!ctx)
          return super.toJSON(_);
        const map = /* @__PURE__ */ new Map();
        if (ctx?.onCreate)
          ctx.onCreate(map);
        for (const pair2 of this.items) {
          let key, value;
          if (identity2.isPair(pair2)) {
            key = toJS.toJS(pair2.key, "", ctx);
            value = toJS.toJS(pair2.value, key, ctx);
          } else {
            key = toJS.toJS(pair2, "", ctx);
          }
          if (map.has(key))
            throw new Error("Ordered maps must not include duplicate keys");
          map.set(key, value);
        }
        return map;
      }
      static from(schema, iterable, ctx) {
        const pairs$1 = pairs.createPairs(schema, iterable, ctx);
        const omap2 = new this();
        omap2.items = pairs$1.items;
        return omap2;
      }
    };
    YAMLOMap.tag = "tag:yaml.org,2002:omap";
    var omap = {
      collection: "seq",
      identify: (value) => value instanceof Map,
      nodeClass: YAMLOMap,
      default: false,
      tag: "tag:yaml.org,2002:omap",
      resolve(seq, onError) {
        const pairs$1 = pairs.resolvePairs(seq, onError);
        const seenKeys = [];
        for (const { key } of pairs$1.items) {
          if (identity2.isScalar(key)) {
            if (seenKeys.includes(key.value)) {
              onError(`Ordered maps must not include duplicate keys: ${key.value}`);
            } else {
              seenKeys.push(key.value);
            }
          }
        }
        return Object.assign(new YAMLOMap(), pairs$1);
      },
      createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
    };
    exports.YAMLOMap = YAMLOMap;
    exports.omap = omap;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool2 = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/bool.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    function boolStringify({ value, source }, ctx) {
      const boolObj = value ? trueTag : falseTag;
      if (source && boolObj.test.test(source))
        return source;
      return value ? ctx.options.trueStr : ctx.options.falseStr;
    }
    var trueTag = {
      identify: (value) => value === true,
      default: true,
      tag: "tag:yaml.org,2002:bool",
      test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
      resolve: () => new Scalar.Scalar(true),
      stringify: boolStringify
    };
    var falseTag = {
      identify: (value) => value === false,
      default: true,
      tag: "tag:yaml.org,2002:bool",
      test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
      resolve: () => new Scalar.Scalar(false),
      stringify: boolStringify
    };
    exports.falseTag = falseTag;
    exports.trueTag = trueTag;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float2 = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/float.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var stringifyNumber = require_stringifyNumber();
    var floatNaN = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
      resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
      stringify: stringifyNumber.stringifyNumber
    };
    var floatExp = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      format: "EXP",
      test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
      resolve: (str) => parseFloat(str.replace(/_/g, "")),
      stringify(node2) {
        const num = Number(node2.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node2);
      }
    };
    var float = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
      resolve(str) {
        const node2 = new Scalar.Scalar(parseFloat(str.replace(/_/g, "")));
        const dot2 = str.indexOf(".");
        if (dot2 !== -1) {
          const f = str.substring(dot2 + 1).replace(/_/g, "");
          if (f[f.length - 1] === "0")
            node2.minFractionDigits = f.length;
        }
        return node2;
      },
      stringify: stringifyNumber.stringifyNumber
    };
    exports.float = float;
    exports.floatExp = floatExp;
    exports.floatNaN = floatNaN;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int2 = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/int.js"(exports) {
    "use strict";
    var stringifyNumber = require_stringifyNumber();
    var intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
    function intResolve(str, offset, radix, { intAsBigInt }) {
      const sign = str[0];
      if (sign === "-" || sign === "+")
        offset += 1;
      str = str.substring(offset).replace(/_/g, "");
      if (intAsBigInt) {
        switch (radix) {
          case 2:
            str = `0b${str}`;
            break;
          case 8:
            str = `0o${str}`;
            break;
          case 16:
            str = `0x${str}`;
            break;
        }
        const n2 = BigInt(str);
        return sign === "-" ? BigInt(-1) * n2 : n2;
      }
      const n = parseInt(str, radix);
      return sign === "-" ? -1 * n : n;
    }
    function intStringify(node2, radix, prefix) {
      const { value } = node2;
      if (intIdentify(value)) {
        const str = value.toString(radix);
        return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
      }
      return stringifyNumber.stringifyNumber(node2);
    }
    var intBin = {
      identify: intIdentify,
      default: true,
      tag: "tag:yaml.org,2002:int",
      format: "BIN",
      test: /^[-+]?0b[0-1_]+$/,
      resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
      stringify: (node2) => intStringify(node2, 2, "0b")
    };
    var intOct = {
      identify: intIdentify,
      default: true,
      tag: "tag:yaml.org,2002:int",
      format: "OCT",
      test: /^[-+]?0[0-7_]+$/,
      resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
      stringify: (node2) => intStringify(node2, 8, "0")
    };
    var int2 = {
      identify: intIdentify,
      default: true,
      tag: "tag:yaml.org,2002:int",
      test: /^[-+]?[0-9][0-9_]*$/,
      resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
      stringify: stringifyNumber.stringifyNumber
    };
    var intHex = {
      identify: intIdentify,
      default: true,
      tag: "tag:yaml.org,2002:int",
      format: "HEX",
      test: /^[-+]?0x[0-9a-fA-F_]+$/,
      resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
      stringify: (node2) => intStringify(node2, 16, "0x")
    };
    exports.int = int2;
    exports.intBin = intBin;
    exports.intHex = intHex;
    exports.intOct = intOct;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/set.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var Pair = require_Pair();
    var YAMLMap = require_YAMLMap();
    var YAMLSet = class _YAMLSet extends YAMLMap.YAMLMap {
      constructor(schema) {
        super(schema);
        this.tag = _YAMLSet.tag;
      }
      add(key) {
        let pair2;
        if (identity2.isPair(key))
          pair2 = key;
        else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null)
          pair2 = new Pair.Pair(key.key, null);
        else
          pair2 = new Pair.Pair(key, null);
        const prev = YAMLMap.findPair(this.items, pair2.key);
        if (!prev)
          this.items.push(pair2);
      }
      /**
       * If `keepPair` is `true`, returns the Pair matching `key`.
       * Otherwise, returns the value of that Pair's key.
       */
      get(key, keepPair) {
        const pair2 = YAMLMap.findPair(this.items, key);
        return !keepPair && identity2.isPair(pair2) ? identity2.isScalar(pair2.key) ? pair2.key.value : pair2.key : pair2;
      }
      set(key, value) {
        if (typeof value !== "boolean")
          throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
        const prev = YAMLMap.findPair(this.items, key);
        if (prev && !value) {
          this.items.splice(this.items.indexOf(prev), 1);
        } else if (!prev && value) {
          this.items.push(new Pair.Pair(key));
        }
      }
      toJSON(_, ctx) {
        return super.toJSON(_, ctx, Set);
      }
      toString(ctx, onComment, onChompKeep) {
        if (!ctx)
          return JSON.stringify(this);
        if (this.hasAllNullValues(true))
          return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
        else
          throw new Error("Set items must all have null values");
      }
      static from(schema, iterable, ctx) {
        const { replacer } = ctx;
        const set2 = new this(schema);
        if (iterable && Symbol.iterator in Object(iterable))
          for (let value of iterable) {
            if (typeof replacer === "function")
              value = replacer.call(iterable, value, value);
            set2.items.push(Pair.createPair(value, null, ctx));
          }
        return set2;
      }
    };
    YAMLSet.tag = "tag:yaml.org,2002:set";
    var set = {
      collection: "map",
      identify: (value) => value instanceof Set,
      nodeClass: YAMLSet,
      default: false,
      tag: "tag:yaml.org,2002:set",
      createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
      resolve(map, onError) {
        if (identity2.isMap(map)) {
          if (map.hasAllNullValues(true))
            return Object.assign(new YAMLSet(), map);
          else
            onError("Set items must all have null values");
        } else
          onError("Expected a mapping for this tag");
        return map;
      }
    };
    exports.YAMLSet = YAMLSet;
    exports.set = set;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/timestamp.js"(exports) {
    "use strict";
    var stringifyNumber = require_stringifyNumber();
    function parseSexagesimal(str, asBigInt) {
      const sign = str[0];
      const parts = sign === "-" || sign === "+" ? str.substring(1) : str;
      const num = (n) => asBigInt ? BigInt(n) : Number(n);
      const res = parts.replace(/_/g, "").split(":").reduce((res2, p) => res2 * num(60) + num(p), num(0));
      return sign === "-" ? num(-1) * res : res;
    }
    function stringifySexagesimal(node2) {
      let { value } = node2;
      let num = (n) => n;
      if (typeof value === "bigint")
        num = (n) => BigInt(n);
      else if (isNaN(value) || !isFinite(value))
        return stringifyNumber.stringifyNumber(node2);
      let sign = "";
      if (value < 0) {
        sign = "-";
        value *= num(-1);
      }
      const _60 = num(60);
      const parts = [value % _60];
      if (value < 60) {
        parts.unshift(0);
      } else {
        value = (value - parts[0]) / _60;
        parts.unshift(value % _60);
        if (value >= 60) {
          value = (value - parts[0]) / _60;
          parts.unshift(value);
        }
      }
      return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
    }
    var intTime = {
      identify: (value) => typeof value === "bigint" || Number.isInteger(value),
      default: true,
      tag: "tag:yaml.org,2002:int",
      format: "TIME",
      test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
      resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
      stringify: stringifySexagesimal
    };
    var floatTime = {
      identify: (value) => typeof value === "number",
      default: true,
      tag: "tag:yaml.org,2002:float",
      format: "TIME",
      test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
      resolve: (str) => parseSexagesimal(str, false),
      stringify: stringifySexagesimal
    };
    var timestamp = {
      identify: (value) => value instanceof Date,
      default: true,
      tag: "tag:yaml.org,2002:timestamp",
      // If the time zone is omitted, the timestamp is assumed to be specified in UTC. The time part
      // may be omitted altogether, resulting in a date format. In such a case, the time part is
      // assumed to be 00:00:00Z (start of day, UTC).
      test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
      resolve(str) {
        const match = str.match(timestamp.test);
        if (!match)
          throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
        const [, year, month, day, hour, minute, second] = match.map(Number);
        const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
        let date3 = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
        const tz = match[8];
        if (tz && tz !== "Z") {
          let d = parseSexagesimal(tz, false);
          if (Math.abs(d) < 30)
            d *= 60;
          date3 -= 6e4 * d;
        }
        return new Date(date3);
      },
      stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
    };
    exports.floatTime = floatTime;
    exports.intTime = intTime;
    exports.timestamp = timestamp;
  }
});

// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema3 = __commonJS({
  "node_modules/yaml/dist/schema/yaml-1.1/schema.js"(exports) {
    "use strict";
    var map = require_map();
    var _null3 = require_null();
    var seq = require_seq();
    var string3 = require_string();
    var binary = require_binary();
    var bool = require_bool2();
    var float = require_float2();
    var int2 = require_int2();
    var merge2 = require_merge();
    var omap = require_omap();
    var pairs = require_pairs();
    var set = require_set();
    var timestamp = require_timestamp();
    var schema = [
      map.map,
      seq.seq,
      string3.string,
      _null3.nullTag,
      bool.trueTag,
      bool.falseTag,
      int2.intBin,
      int2.intOct,
      int2.int,
      int2.intHex,
      float.floatNaN,
      float.floatExp,
      float.float,
      binary.binary,
      merge2.merge,
      omap.omap,
      pairs.pairs,
      set.set,
      timestamp.intTime,
      timestamp.floatTime,
      timestamp.timestamp
    ];
    exports.schema = schema;
  }
});

// node_modules/yaml/dist/schema/tags.js
var require_tags = __commonJS({
  "node_modules/yaml/dist/schema/tags.js"(exports) {
    "use strict";
    var map = require_map();
    var _null3 = require_null();
    var seq = require_seq();
    var string3 = require_string();
    var bool = require_bool();
    var float = require_float();
    var int2 = require_int();
    var schema = require_schema();
    var schema$1 = require_schema2();
    var binary = require_binary();
    var merge2 = require_merge();
    var omap = require_omap();
    var pairs = require_pairs();
    var schema$2 = require_schema3();
    var set = require_set();
    var timestamp = require_timestamp();
    var schemas = /* @__PURE__ */ new Map([
      ["core", schema.schema],
      ["failsafe", [map.map, seq.seq, string3.string]],
      ["json", schema$1.schema],
      ["yaml11", schema$2.schema],
      ["yaml-1.1", schema$2.schema]
    ]);
    var tagsByName = {
      binary: binary.binary,
      bool: bool.boolTag,
      float: float.float,
      floatExp: float.floatExp,
      floatNaN: float.floatNaN,
      floatTime: timestamp.floatTime,
      int: int2.int,
      intHex: int2.intHex,
      intOct: int2.intOct,
      intTime: timestamp.intTime,
      map: map.map,
      merge: merge2.merge,
      null: _null3.nullTag,
      omap: omap.omap,
      pairs: pairs.pairs,
      seq: seq.seq,
      set: set.set,
      timestamp: timestamp.timestamp
    };
    var coreKnownTags = {
      "tag:yaml.org,2002:binary": binary.binary,
      "tag:yaml.org,2002:merge": merge2.merge,
      "tag:yaml.org,2002:omap": omap.omap,
      "tag:yaml.org,2002:pairs": pairs.pairs,
      "tag:yaml.org,2002:set": set.set,
      "tag:yaml.org,2002:timestamp": timestamp.timestamp
    };
    function getTags(customTags, schemaName, addMergeTag) {
      const schemaTags = schemas.get(schemaName);
      if (schemaTags && !customTags) {
        return addMergeTag && !schemaTags.includes(merge2.merge) ? schemaTags.concat(merge2.merge) : schemaTags.slice();
      }
      let tags = schemaTags;
      if (!tags) {
        if (Array.isArray(customTags))
          tags = [];
        else {
          const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
          throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
        }
      }
      if (Array.isArray(customTags)) {
        for (const tag of customTags)
          tags = tags.concat(tag);
      } else if (typeof customTags === "function") {
        tags = customTags(tags.slice());
      }
      if (addMergeTag)
        tags = tags.concat(merge2.merge);
      return tags.reduce((tags2, tag) => {
        const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
        if (!tagObj) {
          const tagName = JSON.stringify(tag);
          const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
          throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
        }
        if (!tags2.includes(tagObj))
          tags2.push(tagObj);
        return tags2;
      }, []);
    }
    exports.coreKnownTags = coreKnownTags;
    exports.getTags = getTags;
  }
});

// node_modules/yaml/dist/schema/Schema.js
var require_Schema = __commonJS({
  "node_modules/yaml/dist/schema/Schema.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var map = require_map();
    var seq = require_seq();
    var string3 = require_string();
    var tags = require_tags();
    var sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
    var Schema = class _Schema {
      constructor({ compat, customTags, merge: merge2, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
        this.compat = Array.isArray(compat) ? tags.getTags(compat, "compat") : compat ? tags.getTags(null, compat) : null;
        this.name = typeof schema === "string" && schema || "core";
        this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
        this.tags = tags.getTags(customTags, this.name, merge2);
        this.toStringOptions = toStringDefaults ?? null;
        Object.defineProperty(this, identity2.MAP, { value: map.map });
        Object.defineProperty(this, identity2.SCALAR, { value: string3.string });
        Object.defineProperty(this, identity2.SEQ, { value: seq.seq });
        this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
      }
      clone() {
        const copy = Object.create(_Schema.prototype, Object.getOwnPropertyDescriptors(this));
        copy.tags = this.tags.slice();
        return copy;
      }
    };
    exports.Schema = Schema;
  }
});

// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument = __commonJS({
  "node_modules/yaml/dist/stringify/stringifyDocument.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var stringify = require_stringify();
    var stringifyComment = require_stringifyComment();
    function stringifyDocument(doc, options) {
      const lines2 = [];
      let hasDirectives = options.directives === true;
      if (options.directives !== false && doc.directives) {
        const dir = doc.directives.toString(doc);
        if (dir) {
          lines2.push(dir);
          hasDirectives = true;
        } else if (doc.directives.docStart)
          hasDirectives = true;
      }
      if (hasDirectives)
        lines2.push("---");
      const ctx = stringify.createStringifyContext(doc, options);
      const { commentString } = ctx.options;
      if (doc.commentBefore) {
        if (lines2.length !== 1)
          lines2.unshift("");
        const cs = commentString(doc.commentBefore);
        lines2.unshift(stringifyComment.indentComment(cs, ""));
      }
      let chompKeep = false;
      let contentComment = null;
      if (doc.contents) {
        if (identity2.isNode(doc.contents)) {
          if (doc.contents.spaceBefore && hasDirectives)
            lines2.push("");
          if (doc.contents.commentBefore) {
            const cs = commentString(doc.contents.commentBefore);
            lines2.push(stringifyComment.indentComment(cs, ""));
          }
          ctx.forceBlockIndent = !!doc.comment;
          contentComment = doc.contents.comment;
        }
        const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
        let body = stringify.stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
        if (contentComment)
          body += stringifyComment.lineComment(body, "", commentString(contentComment));
        if ((body[0] === "|" || body[0] === ">") && lines2[lines2.length - 1] === "---") {
          lines2[lines2.length - 1] = `--- ${body}`;
        } else
          lines2.push(body);
      } else {
        lines2.push(stringify.stringify(doc.contents, ctx));
      }
      if (doc.directives?.docEnd) {
        if (doc.comment) {
          const cs = commentString(doc.comment);
          if (cs.includes("\n")) {
            lines2.push("...");
            lines2.push(stringifyComment.indentComment(cs, ""));
          } else {
            lines2.push(`... ${cs}`);
          }
        } else {
          lines2.push("...");
        }
      } else {
        let dc = doc.comment;
        if (dc && chompKeep)
          dc = dc.replace(/^\n+/, "");
        if (dc) {
          if ((!chompKeep || contentComment) && lines2[lines2.length - 1] !== "")
            lines2.push("");
          lines2.push(stringifyComment.indentComment(commentString(dc), ""));
        }
      }
      return lines2.join("\n") + "\n";
    }
    exports.stringifyDocument = stringifyDocument;
  }
});

// node_modules/yaml/dist/doc/Document.js
var require_Document = __commonJS({
  "node_modules/yaml/dist/doc/Document.js"(exports) {
    "use strict";
    var Alias = require_Alias();
    var Collection = require_Collection();
    var identity2 = require_identity();
    var Pair = require_Pair();
    var toJS = require_toJS();
    var Schema = require_Schema();
    var stringifyDocument = require_stringifyDocument();
    var anchors = require_anchors();
    var applyReviver = require_applyReviver();
    var createNode = require_createNode();
    var directives = require_directives();
    var Document = class _Document {
      constructor(value, replacer, options) {
        this.commentBefore = null;
        this.comment = null;
        this.errors = [];
        this.warnings = [];
        Object.defineProperty(this, identity2.NODE_TYPE, { value: identity2.DOC });
        let _replacer = null;
        if (typeof replacer === "function" || Array.isArray(replacer)) {
          _replacer = replacer;
        } else if (options === void 0 && replacer) {
          options = replacer;
          replacer = void 0;
        }
        const opt = Object.assign({
          intAsBigInt: false,
          keepSourceTokens: false,
          logLevel: "warn",
          prettyErrors: true,
          strict: true,
          stringKeys: false,
          uniqueKeys: true,
          version: "1.2"
        }, options);
        this.options = opt;
        let { version: version2 } = opt;
        if (options?._directives) {
          this.directives = options._directives.atDocument();
          if (this.directives.yaml.explicit)
            version2 = this.directives.yaml.version;
        } else
          this.directives = new directives.Directives({ version: version2 });
        this.setSchema(version2, options);
        this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
      }
      /**
       * Create a deep copy of this Document and its contents.
       *
       * Custom Node values that inherit from `Object` still refer to their original instances.
       */
      clone() {
        const copy = Object.create(_Document.prototype, {
          [identity2.NODE_TYPE]: { value: identity2.DOC }
        });
        copy.commentBefore = this.commentBefore;
        copy.comment = this.comment;
        copy.errors = this.errors.slice();
        copy.warnings = this.warnings.slice();
        copy.options = Object.assign({}, this.options);
        if (this.directives)
          copy.directives = this.directives.clone();
        copy.schema = this.schema.clone();
        copy.contents = identity2.isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
        if (this.range)
          copy.range = this.range.slice();
        return copy;
      }
      /** Adds a value to the document. */
      add(value) {
        if (assertCollection(this.contents))
          this.contents.add(value);
      }
      /** Adds a value to the document. */
      addIn(path, value) {
        if (assertCollection(this.contents))
          this.contents.addIn(path, value);
      }
      /**
       * Create a new `Alias` node, ensuring that the target `node` has the required anchor.
       *
       * If `node` already has an anchor, `name` is ignored.
       * Otherwise, the `node.anchor` value will be set to `name`,
       * or if an anchor with that name is already present in the document,
       * `name` will be used as a prefix for a new unique anchor.
       * If `name` is undefined, the generated anchor will use 'a' as a prefix.
       */
      createAlias(node2, name5) {
        if (!node2.anchor) {
          const prev = anchors.anchorNames(this);
          node2.anchor = // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
          !name5 || prev.has(name5) ? anchors.findNewAnchor(name5 || "a", prev) : name5;
        }
        return new Alias.Alias(node2.anchor);
      }
      createNode(value, replacer, options) {
        let _replacer = void 0;
        if (typeof replacer === "function") {
          value = replacer.call({ "": value }, "", value);
          _replacer = replacer;
        } else if (Array.isArray(replacer)) {
          const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
          const asStr = replacer.filter(keyToStr).map(String);
          if (asStr.length > 0)
            replacer = replacer.concat(asStr);
          _replacer = replacer;
        } else if (options === void 0 && replacer) {
          options = replacer;
          replacer = void 0;
        }
        const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
        const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(
          this,
          // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
          anchorPrefix || "a"
        );
        const ctx = {
          aliasDuplicateObjects: aliasDuplicateObjects ?? true,
          keepUndefined: keepUndefined ?? false,
          onAnchor,
          onTagObj,
          replacer: _replacer,
          schema: this.schema,
          sourceObjects
        };
        const node2 = createNode.createNode(value, tag, ctx);
        if (flow && identity2.isCollection(node2))
          node2.flow = true;
        setAnchors();
        return node2;
      }
      /**
       * Convert a key and a value into a `Pair` using the current schema,
       * recursively wrapping all values as `Scalar` or `Collection` nodes.
       */
      createPair(key, value, options = {}) {
        const k = this.createNode(key, null, options);
        const v = this.createNode(value, null, options);
        return new Pair.Pair(k, v);
      }
      /**
       * Removes a value from the document.
       * @returns `true` if the item was found and removed.
       */
      delete(key) {
        return assertCollection(this.contents) ? this.contents.delete(key) : false;
      }
      /**
       * Removes a value from the document.
       * @returns `true` if the item was found and removed.
       */
      deleteIn(path) {
        if (Collection.isEmptyPath(path)) {
          if (this.contents == null)
            return false;
          this.contents = null;
          return true;
        }
        return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
      }
      /**
       * Returns item at `key`, or `undefined` if not found. By default unwraps
       * scalar values from their surrounding node; to disable set `keepScalar` to
       * `true` (collections are always returned intact).
       */
      get(key, keepScalar) {
        return identity2.isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
      }
      /**
       * Returns item at `path`, or `undefined` if not found. By default unwraps
       * scalar values from their surrounding node; to disable set `keepScalar` to
       * `true` (collections are always returned intact).
       */
      getIn(path, keepScalar) {
        if (Collection.isEmptyPath(path))
          return !keepScalar && identity2.isScalar(this.contents) ? this.contents.value : this.contents;
        return identity2.isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
      }
      /**
       * Checks if the document includes a value with the key `key`.
       */
      has(key) {
        return identity2.isCollection(this.contents) ? this.contents.has(key) : false;
      }
      /**
       * Checks if the document includes a value at `path`.
       */
      hasIn(path) {
        if (Collection.isEmptyPath(path))
          return this.contents !== void 0;
        return identity2.isCollection(this.contents) ? this.contents.hasIn(path) : false;
      }
      /**
       * Sets a value in this document. For `!!set`, `value` needs to be a
       * boolean to add/remove the item from the set.
       */
      set(key, value) {
        if (this.contents == null) {
          this.contents = Collection.collectionFromPath(this.schema, [key], value);
        } else if (assertCollection(this.contents)) {
          this.contents.set(key, value);
        }
      }
      /**
       * Sets a value in this document. For `!!set`, `value` needs to be a
       * boolean to add/remove the item from the set.
       */
      setIn(path, value) {
        if (Collection.isEmptyPath(path)) {
          this.contents = value;
        } else if (this.contents == null) {
          this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
        } else if (assertCollection(this.contents)) {
          this.contents.setIn(path, value);
        }
      }
      /**
       * Change the YAML version and schema used by the document.
       * A `null` version disables support for directives, explicit tags, anchors, and aliases.
       * It also requires the `schema` option to be given as a `Schema` instance value.
       *
       * Overrides all previously set schema options.
       */
      setSchema(version2, options = {}) {
        if (typeof version2 === "number")
          version2 = String(version2);
        let opt;
        switch (version2) {
          case "1.1":
            if (this.directives)
              this.directives.yaml.version = "1.1";
            else
              this.directives = new directives.Directives({ version: "1.1" });
            opt = { resolveKnownTags: false, schema: "yaml-1.1" };
            break;
          case "1.2":
          case "next":
            if (this.directives)
              this.directives.yaml.version = version2;
            else
              this.directives = new directives.Directives({ version: version2 });
            opt = { resolveKnownTags: true, schema: "core" };
            break;
          case null:
            if (this.directives)
              delete this.directives;
            opt = null;
            break;
          default: {
            const sv = JSON.stringify(version2);
            throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
          }
        }
        if (options.schema instanceof Object)
          this.schema = options.schema;
        else if (opt)
          this.schema = new Schema.Schema(Object.assign(opt, options));
        else
          throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
      }
      // json & jsonArg are only used from toJSON()
      toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        const ctx = {
          anchors: /* @__PURE__ */ new Map(),
          doc: this,
          keep: !json,
          mapAsMap: mapAsMap === true,
          mapKeyWarned: false,
          maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
        };
        const res = toJS.toJS(this.contents, jsonArg ?? "", ctx);
        if (typeof onAnchor === "function")
          for (const { count: count4, res: res2 } of ctx.anchors.values())
            onAnchor(res2, count4);
        return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
      }
      /**
       * A JSON representation of the document `contents`.
       *
       * @param jsonArg Used by `JSON.stringify` to indicate the array index or
       *   property name.
       */
      toJSON(jsonArg, onAnchor) {
        return this.toJS({ json: true, jsonArg, mapAsMap: false, onAnchor });
      }
      /** A YAML representation of the document. */
      toString(options = {}) {
        if (this.errors.length > 0)
          throw new Error("Document with errors cannot be stringified");
        if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
          const s = JSON.stringify(options.indent);
          throw new Error(`"indent" option must be a positive integer, not ${s}`);
        }
        return stringifyDocument.stringifyDocument(this, options);
      }
    };
    function assertCollection(contents) {
      if (identity2.isCollection(contents))
        return true;
      throw new Error("Expected a YAML collection as document contents");
    }
    exports.Document = Document;
  }
});

// node_modules/yaml/dist/errors.js
var require_errors = __commonJS({
  "node_modules/yaml/dist/errors.js"(exports) {
    "use strict";
    var YAMLError = class extends Error {
      constructor(name5, pos, code3, message) {
        super();
        this.name = name5;
        this.code = code3;
        this.message = message;
        this.pos = pos;
      }
    };
    var YAMLParseError = class extends YAMLError {
      constructor(pos, code3, message) {
        super("YAMLParseError", pos, code3, message);
      }
    };
    var YAMLWarning = class extends YAMLError {
      constructor(pos, code3, message) {
        super("YAMLWarning", pos, code3, message);
      }
    };
    var prettifyError2 = (src, lc) => (error2) => {
      if (error2.pos[0] === -1)
        return;
      error2.linePos = error2.pos.map((pos) => lc.linePos(pos));
      const { line: line2, col } = error2.linePos[0];
      error2.message += ` at line ${line2}, column ${col}`;
      let ci = col - 1;
      let lineStr = src.substring(lc.lineStarts[line2 - 1], lc.lineStarts[line2]).replace(/[\n\r]+$/, "");
      if (ci >= 60 && lineStr.length > 80) {
        const trimStart = Math.min(ci - 39, lineStr.length - 79);
        lineStr = "…" + lineStr.substring(trimStart);
        ci -= trimStart - 1;
      }
      if (lineStr.length > 80)
        lineStr = lineStr.substring(0, 79) + "…";
      if (line2 > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
        let prev = src.substring(lc.lineStarts[line2 - 2], lc.lineStarts[line2 - 1]);
        if (prev.length > 80)
          prev = prev.substring(0, 79) + "…\n";
        lineStr = prev + lineStr;
      }
      if (/[^ ]/.test(lineStr)) {
        let count4 = 1;
        const end = error2.linePos[1];
        if (end?.line === line2 && end.col > col) {
          count4 = Math.max(1, Math.min(end.col - col, 80 - ci));
        }
        const pointer = " ".repeat(ci) + "^".repeat(count4);
        error2.message += `:

${lineStr}
${pointer}
`;
      }
    };
    exports.YAMLError = YAMLError;
    exports.YAMLParseError = YAMLParseError;
    exports.YAMLWarning = YAMLWarning;
    exports.prettifyError = prettifyError2;
  }
});

// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props = __commonJS({
  "node_modules/yaml/dist/compose/resolve-props.js"(exports) {
    "use strict";
    function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
      let spaceBefore = false;
      let atNewline = startOnNewline;
      let hasSpace = startOnNewline;
      let comment = "";
      let commentSep = "";
      let hasNewline = false;
      let reqSpace = false;
      let tab = null;
      let anchor2 = null;
      let tag = null;
      let newlineAfterProp = null;
      let comma = null;
      let found = null;
      let start2 = null;
      for (const token of tokens) {
        if (reqSpace) {
          if (token.type !== "space" && token.type !== "newline" && token.type !== "comma")
            onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
          reqSpace = false;
        }
        if (tab) {
          if (atNewline && token.type !== "comment" && token.type !== "newline") {
            onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
          }
          tab = null;
        }
        switch (token.type) {
          case "space":
            if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) {
              tab = token;
            }
            hasSpace = true;
            break;
          case "comment": {
            if (!hasSpace)
              onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
            const cb = token.source.substring(1) || " ";
            if (!comment)
              comment = cb;
            else
              comment += commentSep + cb;
            commentSep = "";
            atNewline = false;
            break;
          }
          case "newline":
            if (atNewline) {
              if (comment)
                comment += token.source;
              else if (!found || indicator !== "seq-item-ind")
                spaceBefore = true;
            } else
              commentSep += token.source;
            atNewline = true;
            hasNewline = true;
            if (anchor2 || tag)
              newlineAfterProp = token;
            hasSpace = true;
            break;
          case "anchor":
            if (anchor2)
              onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
            if (token.source.endsWith(":"))
              onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
            anchor2 = token;
            start2 ?? (start2 = token.offset);
            atNewline = false;
            hasSpace = false;
            reqSpace = true;
            break;
          case "tag": {
            if (tag)
              onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
            tag = token;
            start2 ?? (start2 = token.offset);
            atNewline = false;
            hasSpace = false;
            reqSpace = true;
            break;
          }
          case indicator:
            if (anchor2 || tag)
              onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
            if (found)
              onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
            found = token;
            atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
            hasSpace = false;
            break;
          case "comma":
            if (flow) {
              if (comma)
                onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
              comma = token;
              atNewline = false;
              hasSpace = false;
              break;
            }
          // else fallthrough
          default:
            onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
            atNewline = false;
            hasSpace = false;
        }
      }
      const last = tokens[tokens.length - 1];
      const end = last ? last.offset + last.source.length : offset;
      if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) {
        onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
      }
      if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq"))
        onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
      return {
        comma,
        found,
        spaceBefore,
        comment,
        hasNewline,
        anchor: anchor2,
        tag,
        newlineAfterProp,
        end,
        start: start2 ?? end
      };
    }
    exports.resolveProps = resolveProps;
  }
});

// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline = __commonJS({
  "node_modules/yaml/dist/compose/util-contains-newline.js"(exports) {
    "use strict";
    function containsNewline(key) {
      if (!key)
        return null;
      switch (key.type) {
        case "alias":
        case "scalar":
        case "double-quoted-scalar":
        case "single-quoted-scalar":
          if (key.source.includes("\n"))
            return true;
          if (key.end) {
            for (const st of key.end)
              if (st.type === "newline")
                return true;
          }
          return false;
        case "flow-collection":
          for (const it of key.items) {
            for (const st of it.start)
              if (st.type === "newline")
                return true;
            if (it.sep) {
              for (const st of it.sep)
                if (st.type === "newline")
                  return true;
            }
            if (containsNewline(it.key) || containsNewline(it.value))
              return true;
          }
          return false;
        default:
          return true;
      }
    }
    exports.containsNewline = containsNewline;
  }
});

// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check = __commonJS({
  "node_modules/yaml/dist/compose/util-flow-indent-check.js"(exports) {
    "use strict";
    var utilContainsNewline = require_util_contains_newline();
    function flowIndentCheck(indent, fc, onError) {
      if (fc?.type === "flow-collection") {
        const end = fc.end[0];
        if (end.indent === indent && (end.source === "]" || end.source === "}") && utilContainsNewline.containsNewline(fc)) {
          const msg = "Flow end indicator should be more indented than parent";
          onError(end, "BAD_INDENT", msg, true);
        }
      }
    }
    exports.flowIndentCheck = flowIndentCheck;
  }
});

// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes = __commonJS({
  "node_modules/yaml/dist/compose/util-map-includes.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    function mapIncludes(ctx, items, search) {
      const { uniqueKeys } = ctx.options;
      if (uniqueKeys === false)
        return false;
      const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || identity2.isScalar(a) && identity2.isScalar(b) && a.value === b.value;
      return items.some((pair2) => isEqual(pair2.key, search));
    }
    exports.mapIncludes = mapIncludes;
  }
});

// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map = __commonJS({
  "node_modules/yaml/dist/compose/resolve-block-map.js"(exports) {
    "use strict";
    var Pair = require_Pair();
    var YAMLMap = require_YAMLMap();
    var resolveProps = require_resolve_props();
    var utilContainsNewline = require_util_contains_newline();
    var utilFlowIndentCheck = require_util_flow_indent_check();
    var utilMapIncludes = require_util_map_includes();
    var startColMsg = "All mapping items must start at the same column";
    function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
      const NodeClass = tag?.nodeClass ?? YAMLMap.YAMLMap;
      const map = new NodeClass(ctx.schema);
      if (ctx.atRoot)
        ctx.atRoot = false;
      let offset = bm.offset;
      let commentEnd = null;
      for (const collItem of bm.items) {
        const { start: start2, key, sep: sep4, value } = collItem;
        const keyProps = resolveProps.resolveProps(start2, {
          indicator: "explicit-key-ind",
          next: key ?? sep4?.[0],
          offset,
          onError,
          parentIndent: bm.indent,
          startOnNewline: true
        });
        const implicitKey = !keyProps.found;
        if (implicitKey) {
          if (key) {
            if (key.type === "block-seq")
              onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
            else if ("indent" in key && key.indent !== bm.indent)
              onError(offset, "BAD_INDENT", startColMsg);
          }
          if (!keyProps.anchor && !keyProps.tag && !sep4) {
            commentEnd = keyProps.end;
            if (keyProps.comment) {
              if (map.comment)
                map.comment += "\n" + keyProps.comment;
              else
                map.comment = keyProps.comment;
            }
            continue;
          }
          if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) {
            onError(key ?? start2[start2.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
          }
        } else if (keyProps.found?.indent !== bm.indent) {
          onError(offset, "BAD_INDENT", startColMsg);
        }
        ctx.atKey = true;
        const keyStart = keyProps.end;
        const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start2, null, keyProps, onError);
        if (ctx.schema.compat)
          utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
        ctx.atKey = false;
        if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
          onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
        const valueProps = resolveProps.resolveProps(sep4 ?? [], {
          indicator: "map-value-ind",
          next: value,
          offset: keyNode.range[2],
          onError,
          parentIndent: bm.indent,
          startOnNewline: !key || key.type === "block-scalar"
        });
        offset = valueProps.end;
        if (valueProps.found) {
          if (implicitKey) {
            if (value?.type === "block-map" && !valueProps.hasNewline)
              onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
            if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024)
              onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
          }
          const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep4, null, valueProps, onError);
          if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
          offset = valueNode.range[2];
          const pair2 = new Pair.Pair(keyNode, valueNode);
          if (ctx.options.keepSourceTokens)
            pair2.srcToken = collItem;
          map.items.push(pair2);
        } else {
          if (implicitKey)
            onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
          if (valueProps.comment) {
            if (keyNode.comment)
              keyNode.comment += "\n" + valueProps.comment;
            else
              keyNode.comment = valueProps.comment;
          }
          const pair2 = new Pair.Pair(keyNode);
          if (ctx.options.keepSourceTokens)
            pair2.srcToken = collItem;
          map.items.push(pair2);
        }
      }
      if (commentEnd && commentEnd < offset)
        onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
      map.range = [bm.offset, offset, commentEnd ?? offset];
      return map;
    }
    exports.resolveBlockMap = resolveBlockMap;
  }
});

// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq = __commonJS({
  "node_modules/yaml/dist/compose/resolve-block-seq.js"(exports) {
    "use strict";
    var YAMLSeq = require_YAMLSeq();
    var resolveProps = require_resolve_props();
    var utilFlowIndentCheck = require_util_flow_indent_check();
    function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
      const NodeClass = tag?.nodeClass ?? YAMLSeq.YAMLSeq;
      const seq = new NodeClass(ctx.schema);
      if (ctx.atRoot)
        ctx.atRoot = false;
      if (ctx.atKey)
        ctx.atKey = false;
      let offset = bs.offset;
      let commentEnd = null;
      for (const { start: start2, value } of bs.items) {
        const props = resolveProps.resolveProps(start2, {
          indicator: "seq-item-ind",
          next: value,
          offset,
          onError,
          parentIndent: bs.indent,
          startOnNewline: true
        });
        if (!props.found) {
          if (props.anchor || props.tag || value) {
            if (value?.type === "block-seq")
              onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
            else
              onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
          } else {
            commentEnd = props.end;
            if (props.comment)
              seq.comment = props.comment;
            continue;
          }
        }
        const node2 = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start2, null, props, onError);
        if (ctx.schema.compat)
          utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
        offset = node2.range[2];
        seq.items.push(node2);
      }
      seq.range = [bs.offset, offset, commentEnd ?? offset];
      return seq;
    }
    exports.resolveBlockSeq = resolveBlockSeq;
  }
});

// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end = __commonJS({
  "node_modules/yaml/dist/compose/resolve-end.js"(exports) {
    "use strict";
    function resolveEnd(end, offset, reqSpace, onError) {
      let comment = "";
      if (end) {
        let hasSpace = false;
        let sep4 = "";
        for (const token of end) {
          const { source, type: type2 } = token;
          switch (type2) {
            case "space":
              hasSpace = true;
              break;
            case "comment": {
              if (reqSpace && !hasSpace)
                onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
              const cb = source.substring(1) || " ";
              if (!comment)
                comment = cb;
              else
                comment += sep4 + cb;
              sep4 = "";
              break;
            }
            case "newline":
              if (comment)
                sep4 += source;
              hasSpace = true;
              break;
            default:
              onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type2} at node end`);
          }
          offset += source.length;
        }
      }
      return { comment, offset };
    }
    exports.resolveEnd = resolveEnd;
  }
});

// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection = __commonJS({
  "node_modules/yaml/dist/compose/resolve-flow-collection.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var Pair = require_Pair();
    var YAMLMap = require_YAMLMap();
    var YAMLSeq = require_YAMLSeq();
    var resolveEnd = require_resolve_end();
    var resolveProps = require_resolve_props();
    var utilContainsNewline = require_util_contains_newline();
    var utilMapIncludes = require_util_map_includes();
    var blockMsg = "Block collections are not allowed within flow collections";
    var isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
    function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
      const isMap2 = fc.start.source === "{";
      const fcName = isMap2 ? "flow map" : "flow sequence";
      const NodeClass = tag?.nodeClass ?? (isMap2 ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq);
      const coll = new NodeClass(ctx.schema);
      coll.flow = true;
      const atRoot = ctx.atRoot;
      if (atRoot)
        ctx.atRoot = false;
      if (ctx.atKey)
        ctx.atKey = false;
      let offset = fc.offset + fc.start.source.length;
      for (let i = 0; i < fc.items.length; ++i) {
        const collItem = fc.items[i];
        const { start: start2, key, sep: sep4, value } = collItem;
        const props = resolveProps.resolveProps(start2, {
          flow: fcName,
          indicator: "explicit-key-ind",
          next: key ?? sep4?.[0],
          offset,
          onError,
          parentIndent: fc.indent,
          startOnNewline: false
        });
        if (!props.found) {
          if (!props.anchor && !props.tag && !sep4 && !value) {
            if (i === 0 && props.comma)
              onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
            else if (i < fc.items.length - 1)
              onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
            if (props.comment) {
              if (coll.comment)
                coll.comment += "\n" + props.comment;
              else
                coll.comment = props.comment;
            }
            offset = props.end;
            continue;
          }
          if (!isMap2 && ctx.options.strict && utilContainsNewline.containsNewline(key))
            onError(
              key,
              // checked by containsNewline()
              "MULTILINE_IMPLICIT_KEY",
              "Implicit keys of flow sequence pairs need to be on a single line"
            );
        }
        if (i === 0) {
          if (props.comma)
            onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
        } else {
          if (!props.comma)
            onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
          if (props.comment) {
            let prevItemComment = "";
            loop: for (const st of start2) {
              switch (st.type) {
                case "comma":
                case "space":
                  break;
                case "comment":
                  prevItemComment = st.source.substring(1);
                  break loop;
                default:
                  break loop;
              }
            }
            if (prevItemComment) {
              let prev = coll.items[coll.items.length - 1];
              if (identity2.isPair(prev))
                prev = prev.value ?? prev.key;
              if (prev.comment)
                prev.comment += "\n" + prevItemComment;
              else
                prev.comment = prevItemComment;
              props.comment = props.comment.substring(prevItemComment.length + 1);
            }
          }
        }
        if (!isMap2 && !sep4 && !props.found) {
          const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep4, null, props, onError);
          coll.items.push(valueNode);
          offset = valueNode.range[2];
          if (isBlock(value))
            onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
        } else {
          ctx.atKey = true;
          const keyStart = props.end;
          const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start2, null, props, onError);
          if (isBlock(key))
            onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
          ctx.atKey = false;
          const valueProps = resolveProps.resolveProps(sep4 ?? [], {
            flow: fcName,
            indicator: "map-value-ind",
            next: value,
            offset: keyNode.range[2],
            onError,
            parentIndent: fc.indent,
            startOnNewline: false
          });
          if (valueProps.found) {
            if (!isMap2 && !props.found && ctx.options.strict) {
              if (sep4)
                for (const st of sep4) {
                  if (st === valueProps.found)
                    break;
                  if (st.type === "newline") {
                    onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
                    break;
                  }
                }
              if (props.start < valueProps.found.offset - 1024)
                onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
            }
          } else if (value) {
            if ("source" in value && value.source?.[0] === ":")
              onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
            else
              onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
          }
          const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep4, null, valueProps, onError) : null;
          if (valueNode) {
            if (isBlock(value))
              onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
          } else if (valueProps.comment) {
            if (keyNode.comment)
              keyNode.comment += "\n" + valueProps.comment;
            else
              keyNode.comment = valueProps.comment;
          }
          const pair2 = new Pair.Pair(keyNode, valueNode);
          if (ctx.options.keepSourceTokens)
            pair2.srcToken = collItem;
          if (isMap2) {
            const map = coll;
            if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
              onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
            map.items.push(pair2);
          } else {
            const map = new YAMLMap.YAMLMap(ctx.schema);
            map.flow = true;
            map.items.push(pair2);
            const endRange = (valueNode ?? keyNode).range;
            map.range = [keyNode.range[0], endRange[1], endRange[2]];
            coll.items.push(map);
          }
          offset = valueNode ? valueNode.range[2] : valueProps.end;
        }
      }
      const expectedEnd = isMap2 ? "}" : "]";
      const [ce, ...ee] = fc.end;
      let cePos = offset;
      if (ce?.source === expectedEnd)
        cePos = ce.offset + ce.source.length;
      else {
        const name5 = fcName[0].toUpperCase() + fcName.substring(1);
        const msg = atRoot ? `${name5} must end with a ${expectedEnd}` : `${name5} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
        onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
        if (ce && ce.source.length !== 1)
          ee.unshift(ce);
      }
      if (ee.length > 0) {
        const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
        if (end.comment) {
          if (coll.comment)
            coll.comment += "\n" + end.comment;
          else
            coll.comment = end.comment;
        }
        coll.range = [fc.offset, cePos, end.offset];
      } else {
        coll.range = [fc.offset, cePos, cePos];
      }
      return coll;
    }
    exports.resolveFlowCollection = resolveFlowCollection;
  }
});

// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection = __commonJS({
  "node_modules/yaml/dist/compose/compose-collection.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var Scalar = require_Scalar();
    var YAMLMap = require_YAMLMap();
    var YAMLSeq = require_YAMLSeq();
    var resolveBlockMap = require_resolve_block_map();
    var resolveBlockSeq = require_resolve_block_seq();
    var resolveFlowCollection = require_resolve_flow_collection();
    function resolveCollection(CN, ctx, token, onError, tagName, tag) {
      const coll = token.type === "block-map" ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
      const Coll = coll.constructor;
      if (tagName === "!" || tagName === Coll.tagName) {
        coll.tag = Coll.tagName;
        return coll;
      }
      if (tagName)
        coll.tag = tagName;
      return coll;
    }
    function composeCollection(CN, ctx, token, props, onError) {
      const tagToken = props.tag;
      const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
      if (token.type === "block-seq") {
        const { anchor: anchor2, newlineAfterProp: nl } = props;
        const lastProp = anchor2 && tagToken ? anchor2.offset > tagToken.offset ? anchor2 : tagToken : anchor2 ?? tagToken;
        if (lastProp && (!nl || nl.offset < lastProp.offset)) {
          const message = "Missing newline after block sequence props";
          onError(lastProp, "MISSING_CHAR", message);
        }
      }
      const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
      if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.YAMLSeq.tagName && expType === "seq") {
        return resolveCollection(CN, ctx, token, onError, tagName);
      }
      let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
      if (!tag) {
        const kt = ctx.schema.knownTags[tagName];
        if (kt?.collection === expType) {
          ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
          tag = kt;
        } else {
          if (kt) {
            onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
          } else {
            onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
          }
          return resolveCollection(CN, ctx, token, onError, tagName);
        }
      }
      const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
      const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
      const node2 = identity2.isNode(res) ? res : new Scalar.Scalar(res);
      node2.range = coll.range;
      node2.tag = tagName;
      if (tag?.format)
        node2.format = tag.format;
      return node2;
    }
    exports.composeCollection = composeCollection;
  }
});

// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar = __commonJS({
  "node_modules/yaml/dist/compose/resolve-block-scalar.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    function resolveBlockScalar(ctx, scalar, onError) {
      const start2 = scalar.offset;
      const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
      if (!header)
        return { value: "", type: null, comment: "", range: [start2, start2, start2] };
      const type2 = header.mode === ">" ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
      const lines2 = scalar.source ? splitLines(scalar.source) : [];
      let chompStart = lines2.length;
      for (let i = lines2.length - 1; i >= 0; --i) {
        const content = lines2[i][1];
        if (content === "" || content === "\r")
          chompStart = i;
        else
          break;
      }
      if (chompStart === 0) {
        const value2 = header.chomp === "+" && lines2.length > 0 ? "\n".repeat(Math.max(1, lines2.length - 1)) : "";
        let end2 = start2 + header.length;
        if (scalar.source)
          end2 += scalar.source.length;
        return { value: value2, type: type2, comment: header.comment, range: [start2, end2, end2] };
      }
      let trimIndent = scalar.indent + header.indent;
      let offset = scalar.offset + header.length;
      let contentStart = 0;
      for (let i = 0; i < chompStart; ++i) {
        const [indent, content] = lines2[i];
        if (content === "" || content === "\r") {
          if (header.indent === 0 && indent.length > trimIndent)
            trimIndent = indent.length;
        } else {
          if (indent.length < trimIndent) {
            const message = "Block scalars with more-indented leading empty lines must use an explicit indentation indicator";
            onError(offset + indent.length, "MISSING_CHAR", message);
          }
          if (header.indent === 0)
            trimIndent = indent.length;
          contentStart = i;
          if (trimIndent === 0 && !ctx.atRoot) {
            const message = "Block scalar values in collections must be indented";
            onError(offset, "BAD_INDENT", message);
          }
          break;
        }
        offset += indent.length + content.length + 1;
      }
      for (let i = lines2.length - 1; i >= chompStart; --i) {
        if (lines2[i][0].length > trimIndent)
          chompStart = i + 1;
      }
      let value = "";
      let sep4 = "";
      let prevMoreIndented = false;
      for (let i = 0; i < contentStart; ++i)
        value += lines2[i][0].slice(trimIndent) + "\n";
      for (let i = contentStart; i < chompStart; ++i) {
        let [indent, content] = lines2[i];
        offset += indent.length + content.length + 1;
        const crlf = content[content.length - 1] === "\r";
        if (crlf)
          content = content.slice(0, -1);
        if (content && indent.length < trimIndent) {
          const src = header.indent ? "explicit indentation indicator" : "first line";
          const message = `Block scalar lines must not be less indented than their ${src}`;
          onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
          indent = "";
        }
        if (type2 === Scalar.Scalar.BLOCK_LITERAL) {
          value += sep4 + indent.slice(trimIndent) + content;
          sep4 = "\n";
        } else if (indent.length > trimIndent || content[0] === "	") {
          if (sep4 === " ")
            sep4 = "\n";
          else if (!prevMoreIndented && sep4 === "\n")
            sep4 = "\n\n";
          value += sep4 + indent.slice(trimIndent) + content;
          sep4 = "\n";
          prevMoreIndented = true;
        } else if (content === "") {
          if (sep4 === "\n")
            value += "\n";
          else
            sep4 = "\n";
        } else {
          value += sep4 + content;
          sep4 = " ";
          prevMoreIndented = false;
        }
      }
      switch (header.chomp) {
        case "-":
          break;
        case "+":
          for (let i = chompStart; i < lines2.length; ++i)
            value += "\n" + lines2[i][0].slice(trimIndent);
          if (value[value.length - 1] !== "\n")
            value += "\n";
          break;
        default:
          value += "\n";
      }
      const end = start2 + header.length + scalar.source.length;
      return { value, type: type2, comment: header.comment, range: [start2, end, end] };
    }
    function parseBlockScalarHeader({ offset, props }, strict, onError) {
      if (props[0].type !== "block-scalar-header") {
        onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
        return null;
      }
      const { source } = props[0];
      const mode = source[0];
      let indent = 0;
      let chomp = "";
      let error2 = -1;
      for (let i = 1; i < source.length; ++i) {
        const ch = source[i];
        if (!chomp && (ch === "-" || ch === "+"))
          chomp = ch;
        else {
          const n = Number(ch);
          if (!indent && n)
            indent = n;
          else if (error2 === -1)
            error2 = offset + i;
        }
      }
      if (error2 !== -1)
        onError(error2, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
      let hasSpace = false;
      let comment = "";
      let length = source.length;
      for (let i = 1; i < props.length; ++i) {
        const token = props[i];
        switch (token.type) {
          case "space":
            hasSpace = true;
          // fallthrough
          case "newline":
            length += token.source.length;
            break;
          case "comment":
            if (strict && !hasSpace) {
              const message = "Comments must be separated from other tokens by white space characters";
              onError(token, "MISSING_CHAR", message);
            }
            length += token.source.length;
            comment = token.source.substring(1);
            break;
          case "error":
            onError(token, "UNEXPECTED_TOKEN", token.message);
            length += token.source.length;
            break;
          /* istanbul ignore next should not happen */
          default: {
            const message = `Unexpected token in block scalar header: ${token.type}`;
            onError(token, "UNEXPECTED_TOKEN", message);
            const ts = token.source;
            if (ts && typeof ts === "string")
              length += ts.length;
          }
        }
      }
      return { mode, indent, chomp, comment, length };
    }
    function splitLines(source) {
      const split = source.split(/\n( *)/);
      const first = split[0];
      const m = first.match(/^( *)/);
      const line0 = m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first];
      const lines2 = [line0];
      for (let i = 1; i < split.length; i += 2)
        lines2.push([split[i], split[i + 1]]);
      return lines2;
    }
    exports.resolveBlockScalar = resolveBlockScalar;
  }
});

// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar = __commonJS({
  "node_modules/yaml/dist/compose/resolve-flow-scalar.js"(exports) {
    "use strict";
    var Scalar = require_Scalar();
    var resolveEnd = require_resolve_end();
    function resolveFlowScalar(scalar, strict, onError) {
      const { offset, type: type2, source, end } = scalar;
      let _type;
      let value;
      const _onError = (rel, code3, msg) => onError(offset + rel, code3, msg);
      switch (type2) {
        case "scalar":
          _type = Scalar.Scalar.PLAIN;
          value = plainValue(source, _onError);
          break;
        case "single-quoted-scalar":
          _type = Scalar.Scalar.QUOTE_SINGLE;
          value = singleQuotedValue(source, _onError);
          break;
        case "double-quoted-scalar":
          _type = Scalar.Scalar.QUOTE_DOUBLE;
          value = doubleQuotedValue(source, _onError);
          break;
        /* istanbul ignore next should not happen */
        default:
          onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type2}`);
          return {
            value: "",
            type: null,
            comment: "",
            range: [offset, offset + source.length, offset + source.length]
          };
      }
      const valueEnd = offset + source.length;
      const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
      return {
        value,
        type: _type,
        comment: re.comment,
        range: [offset, valueEnd, re.offset]
      };
    }
    function plainValue(source, onError) {
      let badChar = "";
      switch (source[0]) {
        /* istanbul ignore next should not happen */
        case "	":
          badChar = "a tab character";
          break;
        case ",":
          badChar = "flow indicator character ,";
          break;
        case "%":
          badChar = "directive indicator character %";
          break;
        case "|":
        case ">": {
          badChar = `block scalar indicator ${source[0]}`;
          break;
        }
        case "@":
        case "`": {
          badChar = `reserved character ${source[0]}`;
          break;
        }
      }
      if (badChar)
        onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
      return unfoldLines(source);
    }
    function singleQuotedValue(source, onError) {
      if (source[source.length - 1] !== "'" || source.length === 1)
        onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
      return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
    }
    function unfoldLines(source) {
      const line2 = /(.*?)\r?\n/sy;
      let match = line2.exec(source);
      if (!match)
        return source;
      let trimEnd, trimBoth;
      try {
        trimEnd = new RegExp("(?<![ 	])[ 	]+$");
        trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
      } catch {
        trimEnd = /[ \t]+$/;
        trimBoth = /^[ \t]+|[ \t]+$/g;
      }
      let res = match[1].replace(trimEnd, "");
      let sep4 = " ";
      let pos = line2.lastIndex;
      while (match = line2.exec(source)) {
        const lm = match[1].replace(trimBoth, "");
        if (lm === "") {
          if (sep4 === "\n")
            res += sep4;
          else
            sep4 = "\n";
        } else {
          res += sep4 + lm;
          sep4 = " ";
        }
        pos = line2.lastIndex;
      }
      const last = /[ \t]*(.*)/sy;
      last.lastIndex = pos;
      match = last.exec(source);
      return res + sep4 + (match?.[1] ?? "");
    }
    function doubleQuotedValue(source, onError) {
      let res = "";
      for (let i = 1; i < source.length - 1; ++i) {
        const ch = source[i];
        if (ch === "\r" && source[i + 1] === "\n")
          continue;
        if (ch === "\n") {
          const { fold, offset } = foldNewline(source, i);
          res += fold;
          i = offset;
        } else if (ch === "\\") {
          let next = source[++i];
          const cc = escapeCodes[next];
          if (cc)
            res += cc;
          else if (next === "\n") {
            next = source[i + 1];
            while (next === " " || next === "	")
              next = source[++i + 1];
          } else if (next === "\r" && source[i + 1] === "\n") {
            next = source[++i + 1];
            while (next === " " || next === "	")
              next = source[++i + 1];
          } else if (next === "x" || next === "u" || next === "U") {
            const length = next === "x" ? 2 : next === "u" ? 4 : 8;
            res += parseCharCode(source, i + 1, length, onError);
            i += length;
          } else {
            const raw = source.substr(i - 1, 2);
            onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
            res += raw;
          }
        } else if (ch === " " || ch === "	") {
          const wsStart = i;
          let next = source[i + 1];
          while (next === " " || next === "	")
            next = source[++i + 1];
          if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n"))
            res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
        } else {
          res += ch;
        }
      }
      if (source[source.length - 1] !== '"' || source.length === 1)
        onError(source.length, "MISSING_CHAR", 'Missing closing "quote');
      return res;
    }
    function foldNewline(source, offset) {
      let fold = "";
      let ch = source[offset + 1];
      while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
        if (ch === "\r" && source[offset + 2] !== "\n")
          break;
        if (ch === "\n")
          fold += "\n";
        offset += 1;
        ch = source[offset + 1];
      }
      if (!fold)
        fold = " ";
      return { fold, offset };
    }
    var escapeCodes = {
      "0": "\0",
      // null character
      a: "\x07",
      // bell character
      b: "\b",
      // backspace
      e: "\x1B",
      // escape character
      f: "\f",
      // form feed
      n: "\n",
      // line feed
      r: "\r",
      // carriage return
      t: "	",
      // horizontal tab
      v: "\v",
      // vertical tab
      N: "",
      // Unicode next line
      _: " ",
      // Unicode non-breaking space
      L: "\u2028",
      // Unicode line separator
      P: "\u2029",
      // Unicode paragraph separator
      " ": " ",
      '"': '"',
      "/": "/",
      "\\": "\\",
      "	": "	"
    };
    function parseCharCode(source, offset, length, onError) {
      const cc = source.substr(offset, length);
      const ok = cc.length === length && /^[0-9a-fA-F]+$/.test(cc);
      const code3 = ok ? parseInt(cc, 16) : NaN;
      try {
        return String.fromCodePoint(code3);
      } catch {
        const raw = source.substr(offset - 2, length + 2);
        onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
        return raw;
      }
    }
    exports.resolveFlowScalar = resolveFlowScalar;
  }
});

// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar = __commonJS({
  "node_modules/yaml/dist/compose/compose-scalar.js"(exports) {
    "use strict";
    var identity2 = require_identity();
    var Scalar = require_Scalar();
    var resolveBlockScalar = require_resolve_block_scalar();
    var resolveFlowScalar = require_resolve_flow_scalar();
    function composeScalar(ctx, token, tagToken, onError) {
      const { value, type: type2, comment, range: range2 } = token.type === "block-scalar" ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError) : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
      const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
      let tag;
      if (ctx.options.stringKeys && ctx.atKey) {
        tag = ctx.schema[identity2.SCALAR];
      } else if (tagName)
        tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
      else if (token.type === "scalar")
        tag = findScalarTagByTest(ctx, value, token, onError);
      else
        tag = ctx.schema[identity2.SCALAR];
      let scalar;
      try {
        const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
        scalar = identity2.isScalar(res) ? res : new Scalar.Scalar(res);
      } catch (error2) {
        const msg = error2 instanceof Error ? error2.message : String(error2);
        onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
        scalar = new Scalar.Scalar(value);
      }
      scalar.range = range2;
      scalar.source = value;
      if (type2)
        scalar.type = type2;
      if (tagName)
        scalar.tag = tagName;
      if (tag.format)
        scalar.format = tag.format;
      if (comment)
        scalar.comment = comment;
      return scalar;
    }
    function findScalarTagByName(schema, value, tagName, tagToken, onError) {
      if (tagName === "!")
        return schema[identity2.SCALAR];
      const matchWithTest = [];
      for (const tag of schema.tags) {
        if (!tag.collection && tag.tag === tagName) {
          if (tag.default && tag.test)
            matchWithTest.push(tag);
          else
            return tag;
        }
      }
      for (const tag of matchWithTest)
        if (tag.test?.test(value))
          return tag;
      const kt = schema.knownTags[tagName];
      if (kt && !kt.collection) {
        schema.tags.push(Object.assign({}, kt, { default: false, test: void 0 }));
        return kt;
      }
      onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
      return schema[identity2.SCALAR];
    }
    function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
      const tag = schema.tags.find((tag2) => (tag2.default === true || atKey && tag2.default === "key") && tag2.test?.test(value)) || schema[identity2.SCALAR];
      if (schema.compat) {
        const compat = schema.compat.find((tag2) => tag2.default && tag2.test?.test(value)) ?? schema[identity2.SCALAR];
        if (tag.tag !== compat.tag) {
          const ts = directives.tagString(tag.tag);
          const cs = directives.tagString(compat.tag);
          const msg = `Value may be parsed as either ${ts} or ${cs}`;
          onError(token, "TAG_RESOLVE_FAILED", msg, true);
        }
      }
      return tag;
    }
    exports.composeScalar = composeScalar;
  }
});

// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position = __commonJS({
  "node_modules/yaml/dist/compose/util-empty-scalar-position.js"(exports) {
    "use strict";
    function emptyScalarPosition(offset, before, pos) {
      if (before) {
        pos ?? (pos = before.length);
        for (let i = pos - 1; i >= 0; --i) {
          let st = before[i];
          switch (st.type) {
            case "space":
            case "comment":
            case "newline":
              offset -= st.source.length;
              continue;
          }
          st = before[++i];
          while (st?.type === "space") {
            offset += st.source.length;
            st = before[++i];
          }
          break;
        }
      }
      return offset;
    }
    exports.emptyScalarPosition = emptyScalarPosition;
  }
});

// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node = __commonJS({
  "node_modules/yaml/dist/compose/compose-node.js"(exports) {
    "use strict";
    var Alias = require_Alias();
    var identity2 = require_identity();
    var composeCollection = require_compose_collection();
    var composeScalar = require_compose_scalar();
    var resolveEnd = require_resolve_end();
    var utilEmptyScalarPosition = require_util_empty_scalar_position();
    var CN = { composeNode, composeEmptyNode };
    function composeNode(ctx, token, props, onError) {
      const atKey = ctx.atKey;
      const { spaceBefore, comment, anchor: anchor2, tag } = props;
      let node2;
      let isSrcToken = true;
      switch (token.type) {
        case "alias":
          node2 = composeAlias(ctx, token, onError);
          if (anchor2 || tag)
            onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
          break;
        case "scalar":
        case "single-quoted-scalar":
        case "double-quoted-scalar":
        case "block-scalar":
          node2 = composeScalar.composeScalar(ctx, token, tag, onError);
          if (anchor2)
            node2.anchor = anchor2.source.substring(1);
          break;
        case "block-map":
        case "block-seq":
        case "flow-collection":
          try {
            node2 = composeCollection.composeCollection(CN, ctx, token, props, onError);
            if (anchor2)
              node2.anchor = anchor2.source.substring(1);
          } catch (error2) {
            const message = error2 instanceof Error ? error2.message : String(error2);
            onError(token, "RESOURCE_EXHAUSTION", message);
          }
          break;
        default: {
          const message = token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`;
          onError(token, "UNEXPECTED_TOKEN", message);
          isSrcToken = false;
        }
      }
      node2 ?? (node2 = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
      if (anchor2 && node2.anchor === "")
        onError(anchor2, "BAD_ALIAS", "Anchor cannot be an empty string");
      if (atKey && ctx.options.stringKeys && (!identity2.isScalar(node2) || typeof node2.value !== "string" || node2.tag && node2.tag !== "tag:yaml.org,2002:str")) {
        const msg = "With stringKeys, all keys must be strings";
        onError(tag ?? token, "NON_STRING_KEY", msg);
      }
      if (spaceBefore)
        node2.spaceBefore = true;
      if (comment) {
        if (token.type === "scalar" && token.source === "")
          node2.comment = comment;
        else
          node2.commentBefore = comment;
      }
      if (ctx.options.keepSourceTokens && isSrcToken)
        node2.srcToken = token;
      return node2;
    }
    function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor: anchor2, tag, end }, onError) {
      const token = {
        type: "scalar",
        offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
        indent: -1,
        source: ""
      };
      const node2 = composeScalar.composeScalar(ctx, token, tag, onError);
      if (anchor2) {
        node2.anchor = anchor2.source.substring(1);
        if (node2.anchor === "")
          onError(anchor2, "BAD_ALIAS", "Anchor cannot be an empty string");
      }
      if (spaceBefore)
        node2.spaceBefore = true;
      if (comment) {
        node2.comment = comment;
        node2.range[2] = end;
      }
      return node2;
    }
    function composeAlias({ options }, { offset, source, end }, onError) {
      const alias = new Alias.Alias(source.substring(1));
      if (alias.source === "")
        onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
      if (alias.source.endsWith(":"))
        onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
      const valueEnd = offset + source.length;
      const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
      alias.range = [offset, valueEnd, re.offset];
      if (re.comment)
        alias.comment = re.comment;
      return alias;
    }
    exports.composeEmptyNode = composeEmptyNode;
    exports.composeNode = composeNode;
  }
});

// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc = __commonJS({
  "node_modules/yaml/dist/compose/compose-doc.js"(exports) {
    "use strict";
    var Document = require_Document();
    var composeNode = require_compose_node();
    var resolveEnd = require_resolve_end();
    var resolveProps = require_resolve_props();
    function composeDoc(options, directives, { offset, start: start2, value, end }, onError) {
      const opts = Object.assign({ _directives: directives }, options);
      const doc = new Document.Document(void 0, opts);
      const ctx = {
        atKey: false,
        atRoot: true,
        directives: doc.directives,
        options: doc.options,
        schema: doc.schema
      };
      const props = resolveProps.resolveProps(start2, {
        indicator: "doc-start",
        next: value ?? end?.[0],
        offset,
        onError,
        parentIndent: 0,
        startOnNewline: true
      });
      if (props.found) {
        doc.directives.docStart = true;
        if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline)
          onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
      }
      doc.contents = value ? composeNode.composeNode(ctx, value, props, onError) : composeNode.composeEmptyNode(ctx, props.end, start2, null, props, onError);
      const contentEnd = doc.contents.range[2];
      const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
      if (re.comment)
        doc.comment = re.comment;
      doc.range = [offset, contentEnd, re.offset];
      return doc;
    }
    exports.composeDoc = composeDoc;
  }
});

// node_modules/yaml/dist/compose/composer.js
var require_composer = __commonJS({
  "node_modules/yaml/dist/compose/composer.js"(exports) {
    "use strict";
    var node_process = __require("process");
    var directives = require_directives();
    var Document = require_Document();
    var errors = require_errors();
    var identity2 = require_identity();
    var composeDoc = require_compose_doc();
    var resolveEnd = require_resolve_end();
    function getErrorPos(src) {
      if (typeof src === "number")
        return [src, src + 1];
      if (Array.isArray(src))
        return src.length === 2 ? src : [src[0], src[1]];
      const { offset, source } = src;
      return [offset, offset + (typeof source === "string" ? source.length : 1)];
    }
    function parsePrelude(prelude) {
      let comment = "";
      let atComment = false;
      let afterEmptyLine = false;
      for (let i = 0; i < prelude.length; ++i) {
        const source = prelude[i];
        switch (source[0]) {
          case "#":
            comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
            atComment = true;
            afterEmptyLine = false;
            break;
          case "%":
            if (prelude[i + 1]?.[0] !== "#")
              i += 1;
            atComment = false;
            break;
          default:
            if (!atComment)
              afterEmptyLine = true;
            atComment = false;
        }
      }
      return { comment, afterEmptyLine };
    }
    var Composer = class {
      constructor(options = {}) {
        this.doc = null;
        this.atDirectives = false;
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
        this.onError = (source, code3, message, warning) => {
          const pos = getErrorPos(source);
          if (warning)
            this.warnings.push(new errors.YAMLWarning(pos, code3, message));
          else
            this.errors.push(new errors.YAMLParseError(pos, code3, message));
        };
        this.directives = new directives.Directives({ version: options.version || "1.2" });
        this.options = options;
      }
      decorate(doc, afterDoc) {
        const { comment, afterEmptyLine } = parsePrelude(this.prelude);
        if (comment) {
          const dc = doc.contents;
          if (afterDoc) {
            doc.comment = doc.comment ? `${doc.comment}
${comment}` : comment;
          } else if (afterEmptyLine || doc.directives.docStart || !dc) {
            doc.commentBefore = comment;
          } else if (identity2.isCollection(dc) && !dc.flow && dc.items.length > 0) {
            let it = dc.items[0];
            if (identity2.isPair(it))
              it = it.key;
            const cb = it.commentBefore;
            it.commentBefore = cb ? `${comment}
${cb}` : comment;
          } else {
            const cb = dc.commentBefore;
            dc.commentBefore = cb ? `${comment}
${cb}` : comment;
          }
        }
        if (afterDoc) {
          for (let i = 0; i < this.errors.length; ++i)
            doc.errors.push(this.errors[i]);
          for (let i = 0; i < this.warnings.length; ++i)
            doc.warnings.push(this.warnings[i]);
        } else {
          doc.errors = this.errors;
          doc.warnings = this.warnings;
        }
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
      }
      /**
       * Current stream status information.
       *
       * Mostly useful at the end of input for an empty stream.
       */
      streamInfo() {
        return {
          comment: parsePrelude(this.prelude).comment,
          directives: this.directives,
          errors: this.errors,
          warnings: this.warnings
        };
      }
      /**
       * Compose tokens into documents.
       *
       * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
       * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
       */
      *compose(tokens, forceDoc = false, endOffset = -1) {
        for (const token of tokens)
          yield* this.next(token);
        yield* this.end(forceDoc, endOffset);
      }
      /** Advance the composer by one CST token. */
      *next(token) {
        if (node_process.env.LOG_STREAM)
          console.dir(token, { depth: null });
        switch (token.type) {
          case "directive":
            this.directives.add(token.source, (offset, message, warning) => {
              const pos = getErrorPos(token);
              pos[0] += offset;
              this.onError(pos, "BAD_DIRECTIVE", message, warning);
            });
            this.prelude.push(token.source);
            this.atDirectives = true;
            break;
          case "document": {
            const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
            if (this.atDirectives && !doc.directives.docStart)
              this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
            this.decorate(doc, false);
            if (this.doc)
              yield this.doc;
            this.doc = doc;
            this.atDirectives = false;
            break;
          }
          case "byte-order-mark":
          case "space":
            break;
          case "comment":
          case "newline":
            this.prelude.push(token.source);
            break;
          case "error": {
            const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
            const error2 = new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
            if (this.atDirectives || !this.doc)
              this.errors.push(error2);
            else
              this.doc.errors.push(error2);
            break;
          }
          case "doc-end": {
            if (!this.doc) {
              const msg = "Unexpected doc-end without preceding document";
              this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg));
              break;
            }
            this.doc.directives.docEnd = true;
            const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
            this.decorate(this.doc, true);
            if (end.comment) {
              const dc = this.doc.comment;
              this.doc.comment = dc ? `${dc}
${end.comment}` : end.comment;
            }
            this.doc.range[2] = end.offset;
            break;
          }
          default:
            this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
        }
      }
      /**
       * Call at end of input to yield any remaining document.
       *
       * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
       * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
       */
      *end(forceDoc = false, endOffset = -1) {
        if (this.doc) {
          this.decorate(this.doc, true);
          yield this.doc;
          this.doc = null;
        } else if (forceDoc) {
          const opts = Object.assign({ _directives: this.directives }, this.options);
          const doc = new Document.Document(void 0, opts);
          if (this.atDirectives)
            this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
          doc.range = [0, endOffset, endOffset];
          this.decorate(doc, false);
          yield doc;
        }
      }
    };
    exports.Composer = Composer;
  }
});

// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar = __commonJS({
  "node_modules/yaml/dist/parse/cst-scalar.js"(exports) {
    "use strict";
    var resolveBlockScalar = require_resolve_block_scalar();
    var resolveFlowScalar = require_resolve_flow_scalar();
    var errors = require_errors();
    var stringifyString = require_stringifyString();
    function resolveAsScalar(token, strict = true, onError) {
      if (token) {
        const _onError = (pos, code3, message) => {
          const offset = typeof pos === "number" ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
          if (onError)
            onError(offset, code3, message);
          else
            throw new errors.YAMLParseError([offset, offset + 1], code3, message);
        };
        switch (token.type) {
          case "scalar":
          case "single-quoted-scalar":
          case "double-quoted-scalar":
            return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
          case "block-scalar":
            return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
        }
      }
      return null;
    }
    function createScalarToken(value, context) {
      const { implicitKey = false, indent, inFlow = false, offset = -1, type: type2 = "PLAIN" } = context;
      const source = stringifyString.stringifyString({ type: type2, value }, {
        implicitKey,
        indent: indent > 0 ? " ".repeat(indent) : "",
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
      });
      const end = context.end ?? [
        { type: "newline", offset: -1, indent, source: "\n" }
      ];
      switch (source[0]) {
        case "|":
        case ">": {
          const he = source.indexOf("\n");
          const head = source.substring(0, he);
          const body = source.substring(he + 1) + "\n";
          const props = [
            { type: "block-scalar-header", offset, indent, source: head }
          ];
          if (!addEndtoBlockProps(props, end))
            props.push({ type: "newline", offset: -1, indent, source: "\n" });
          return { type: "block-scalar", offset, indent, props, source: body };
        }
        case '"':
          return { type: "double-quoted-scalar", offset, indent, source, end };
        case "'":
          return { type: "single-quoted-scalar", offset, indent, source, end };
        default:
          return { type: "scalar", offset, indent, source, end };
      }
    }
    function setScalarValue(token, value, context = {}) {
      let { afterKey = false, implicitKey = false, inFlow = false, type: type2 } = context;
      let indent = "indent" in token ? token.indent : null;
      if (afterKey && typeof indent === "number")
        indent += 2;
      if (!type2)
        switch (token.type) {
          case "single-quoted-scalar":
            type2 = "QUOTE_SINGLE";
            break;
          case "double-quoted-scalar":
            type2 = "QUOTE_DOUBLE";
            break;
          case "block-scalar": {
            const header = token.props[0];
            if (header.type !== "block-scalar-header")
              throw new Error("Invalid block scalar header");
            type2 = header.source[0] === ">" ? "BLOCK_FOLDED" : "BLOCK_LITERAL";
            break;
          }
          default:
            type2 = "PLAIN";
        }
      const source = stringifyString.stringifyString({ type: type2, value }, {
        implicitKey: implicitKey || indent === null,
        indent: indent !== null && indent > 0 ? " ".repeat(indent) : "",
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
      });
      switch (source[0]) {
        case "|":
        case ">":
          setBlockScalarValue(token, source);
          break;
        case '"':
          setFlowScalarValue(token, source, "double-quoted-scalar");
          break;
        case "'":
          setFlowScalarValue(token, source, "single-quoted-scalar");
          break;
        default:
          setFlowScalarValue(token, source, "scalar");
      }
    }
    function setBlockScalarValue(token, source) {
      const he = source.indexOf("\n");
      const head = source.substring(0, he);
      const body = source.substring(he + 1) + "\n";
      if (token.type === "block-scalar") {
        const header = token.props[0];
        if (header.type !== "block-scalar-header")
          throw new Error("Invalid block scalar header");
        header.source = head;
        token.source = body;
      } else {
        const { offset } = token;
        const indent = "indent" in token ? token.indent : -1;
        const props = [
          { type: "block-scalar-header", offset, indent, source: head }
        ];
        if (!addEndtoBlockProps(props, "end" in token ? token.end : void 0))
          props.push({ type: "newline", offset: -1, indent, source: "\n" });
        for (const key of Object.keys(token))
          if (key !== "type" && key !== "offset")
            delete token[key];
        Object.assign(token, { type: "block-scalar", indent, props, source: body });
      }
    }
    function addEndtoBlockProps(props, end) {
      if (end)
        for (const st of end)
          switch (st.type) {
            case "space":
            case "comment":
              props.push(st);
              break;
            case "newline":
              props.push(st);
              return true;
          }
      return false;
    }
    function setFlowScalarValue(token, source, type2) {
      switch (token.type) {
        case "scalar":
        case "double-quoted-scalar":
        case "single-quoted-scalar":
          token.type = type2;
          token.source = source;
          break;
        case "block-scalar": {
          const end = token.props.slice(1);
          let oa = source.length;
          if (token.props[0].type === "block-scalar-header")
            oa -= token.props[0].source.length;
          for (const tok of end)
            tok.offset += oa;
          delete token.props;
          Object.assign(token, { type: type2, source, end });
          break;
        }
        case "block-map":
        case "block-seq": {
          const offset = token.offset + source.length;
          const nl = { type: "newline", offset, indent: token.indent, source: "\n" };
          delete token.items;
          Object.assign(token, { type: type2, source, end: [nl] });
          break;
        }
        default: {
          const indent = "indent" in token ? token.indent : -1;
          const end = "end" in token && Array.isArray(token.end) ? token.end.filter((st) => st.type === "space" || st.type === "comment" || st.type === "newline") : [];
          for (const key of Object.keys(token))
            if (key !== "type" && key !== "offset")
              delete token[key];
          Object.assign(token, { type: type2, indent, source, end });
        }
      }
    }
    exports.createScalarToken = createScalarToken;
    exports.resolveAsScalar = resolveAsScalar;
    exports.setScalarValue = setScalarValue;
  }
});

// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify = __commonJS({
  "node_modules/yaml/dist/parse/cst-stringify.js"(exports) {
    "use strict";
    var stringify = (cst) => "type" in cst ? stringifyToken(cst) : stringifyItem(cst);
    function stringifyToken(token) {
      switch (token.type) {
        case "block-scalar": {
          let res = "";
          for (const tok of token.props)
            res += stringifyToken(tok);
          return res + token.source;
        }
        case "block-map":
        case "block-seq": {
          let res = "";
          for (const item of token.items)
            res += stringifyItem(item);
          return res;
        }
        case "flow-collection": {
          let res = token.start.source;
          for (const item of token.items)
            res += stringifyItem(item);
          for (const st of token.end)
            res += st.source;
          return res;
        }
        case "document": {
          let res = stringifyItem(token);
          if (token.end)
            for (const st of token.end)
              res += st.source;
          return res;
        }
        default: {
          let res = token.source;
          if ("end" in token && token.end)
            for (const st of token.end)
              res += st.source;
          return res;
        }
      }
    }
    function stringifyItem({ start: start2, key, sep: sep4, value }) {
      let res = "";
      for (const st of start2)
        res += st.source;
      if (key)
        res += stringifyToken(key);
      if (sep4)
        for (const st of sep4)
          res += st.source;
      if (value)
        res += stringifyToken(value);
      return res;
    }
    exports.stringify = stringify;
  }
});

// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit = __commonJS({
  "node_modules/yaml/dist/parse/cst-visit.js"(exports) {
    "use strict";
    var BREAK2 = /* @__PURE__ */ Symbol("break visit");
    var SKIP = /* @__PURE__ */ Symbol("skip children");
    var REMOVE = /* @__PURE__ */ Symbol("remove item");
    function visit(cst, visitor) {
      if ("type" in cst && cst.type === "document")
        cst = { start: cst.start, value: cst.value };
      _visit(Object.freeze([]), cst, visitor);
    }
    visit.BREAK = BREAK2;
    visit.SKIP = SKIP;
    visit.REMOVE = REMOVE;
    visit.itemAtPath = (cst, path) => {
      let item = cst;
      for (const [field2, index] of path) {
        const tok = item?.[field2];
        if (tok && "items" in tok) {
          item = tok.items[index];
        } else
          return void 0;
      }
      return item;
    };
    visit.parentCollection = (cst, path) => {
      const parent = visit.itemAtPath(cst, path.slice(0, -1));
      const field2 = path[path.length - 1][0];
      const coll = parent?.[field2];
      if (coll && "items" in coll)
        return coll;
      throw new Error("Parent collection not found");
    };
    function _visit(path, item, visitor) {
      let ctrl = visitor(item, path);
      if (typeof ctrl === "symbol")
        return ctrl;
      for (const field2 of ["key", "value"]) {
        const token = item[field2];
        if (token && "items" in token) {
          for (let i = 0; i < token.items.length; ++i) {
            const ci = _visit(Object.freeze(path.concat([[field2, i]])), token.items[i], visitor);
            if (typeof ci === "number")
              i = ci - 1;
            else if (ci === BREAK2)
              return BREAK2;
            else if (ci === REMOVE) {
              token.items.splice(i, 1);
              i -= 1;
            }
          }
          if (typeof ctrl === "function" && field2 === "key")
            ctrl = ctrl(item, path);
        }
      }
      return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
    }
    exports.visit = visit;
  }
});

// node_modules/yaml/dist/parse/cst.js
var require_cst = __commonJS({
  "node_modules/yaml/dist/parse/cst.js"(exports) {
    "use strict";
    var cstScalar = require_cst_scalar();
    var cstStringify = require_cst_stringify();
    var cstVisit = require_cst_visit();
    var BOM = "\uFEFF";
    var DOCUMENT = "";
    var FLOW_END = "";
    var SCALAR = "";
    var isCollection = (token) => !!token && "items" in token;
    var isScalar3 = (token) => !!token && (token.type === "scalar" || token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar" || token.type === "block-scalar");
    function prettyToken(token) {
      switch (token) {
        case BOM:
          return "<BOM>";
        case DOCUMENT:
          return "<DOC>";
        case FLOW_END:
          return "<FLOW_END>";
        case SCALAR:
          return "<SCALAR>";
        default:
          return JSON.stringify(token);
      }
    }
    function tokenType(source) {
      switch (source) {
        case BOM:
          return "byte-order-mark";
        case DOCUMENT:
          return "doc-mode";
        case FLOW_END:
          return "flow-error-end";
        case SCALAR:
          return "scalar";
        case "---":
          return "doc-start";
        case "...":
          return "doc-end";
        case "":
        case "\n":
        case "\r\n":
          return "newline";
        case "-":
          return "seq-item-ind";
        case "?":
          return "explicit-key-ind";
        case ":":
          return "map-value-ind";
        case "{":
          return "flow-map-start";
        case "}":
          return "flow-map-end";
        case "[":
          return "flow-seq-start";
        case "]":
          return "flow-seq-end";
        case ",":
          return "comma";
      }
      switch (source[0]) {
        case " ":
        case "	":
          return "space";
        case "#":
          return "comment";
        case "%":
          return "directive-line";
        case "*":
          return "alias";
        case "&":
          return "anchor";
        case "!":
          return "tag";
        case "'":
          return "single-quoted-scalar";
        case '"':
          return "double-quoted-scalar";
        case "|":
        case ">":
          return "block-scalar-header";
      }
      return null;
    }
    exports.createScalarToken = cstScalar.createScalarToken;
    exports.resolveAsScalar = cstScalar.resolveAsScalar;
    exports.setScalarValue = cstScalar.setScalarValue;
    exports.stringify = cstStringify.stringify;
    exports.visit = cstVisit.visit;
    exports.BOM = BOM;
    exports.DOCUMENT = DOCUMENT;
    exports.FLOW_END = FLOW_END;
    exports.SCALAR = SCALAR;
    exports.isCollection = isCollection;
    exports.isScalar = isScalar3;
    exports.prettyToken = prettyToken;
    exports.tokenType = tokenType;
  }
});

// node_modules/yaml/dist/parse/lexer.js
var require_lexer = __commonJS({
  "node_modules/yaml/dist/parse/lexer.js"(exports) {
    "use strict";
    var cst = require_cst();
    function isEmpty(ch) {
      switch (ch) {
        case void 0:
        case " ":
        case "\n":
        case "\r":
        case "	":
          return true;
        default:
          return false;
      }
    }
    var hexDigits = new Set("0123456789ABCDEFabcdef");
    var tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
    var flowIndicatorChars = new Set(",[]{}");
    var invalidAnchorChars = new Set(" ,[]{}\n\r	");
    var isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
    var Lexer = class {
      constructor() {
        this.atEnd = false;
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        this.buffer = "";
        this.flowKey = false;
        this.flowLevel = 0;
        this.indentNext = 0;
        this.indentValue = 0;
        this.lineEndPos = null;
        this.next = null;
        this.pos = 0;
      }
      /**
       * Generate YAML tokens from the `source` string. If `incomplete`,
       * a part of the last line may be left as a buffer for the next call.
       *
       * @returns A generator of lexical tokens
       */
      *lex(source, incomplete = false) {
        if (source) {
          if (typeof source !== "string")
            throw TypeError("source is not a string");
          this.buffer = this.buffer ? this.buffer + source : source;
          this.lineEndPos = null;
        }
        this.atEnd = !incomplete;
        let next = this.next ?? "stream";
        while (next && (incomplete || this.hasChars(1)))
          next = yield* this.parseNext(next);
      }
      atLineEnd() {
        let i = this.pos;
        let ch = this.buffer[i];
        while (ch === " " || ch === "	")
          ch = this.buffer[++i];
        if (!ch || ch === "#" || ch === "\n")
          return true;
        if (ch === "\r")
          return this.buffer[i + 1] === "\n";
        return false;
      }
      charAt(n) {
        return this.buffer[this.pos + n];
      }
      continueScalar(offset) {
        let ch = this.buffer[offset];
        if (this.indentNext > 0) {
          let indent = 0;
          while (ch === " ")
            ch = this.buffer[++indent + offset];
          if (ch === "\r") {
            const next = this.buffer[indent + offset + 1];
            if (next === "\n" || !next && !this.atEnd)
              return offset + indent + 1;
          }
          return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
        }
        if (ch === "-" || ch === ".") {
          const dt = this.buffer.substr(offset, 3);
          if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3]))
            return -1;
        }
        return offset;
      }
      getLine() {
        let end = this.lineEndPos;
        if (typeof end !== "number" || end !== -1 && end < this.pos) {
          end = this.buffer.indexOf("\n", this.pos);
          this.lineEndPos = end;
        }
        if (end === -1)
          return this.atEnd ? this.buffer.substring(this.pos) : null;
        if (this.buffer[end - 1] === "\r")
          end -= 1;
        return this.buffer.substring(this.pos, end);
      }
      hasChars(n) {
        return this.pos + n <= this.buffer.length;
      }
      setNext(state) {
        this.buffer = this.buffer.substring(this.pos);
        this.pos = 0;
        this.lineEndPos = null;
        this.next = state;
        return null;
      }
      peek(n) {
        return this.buffer.substr(this.pos, n);
      }
      *parseNext(next) {
        switch (next) {
          case "stream":
            return yield* this.parseStream();
          case "line-start":
            return yield* this.parseLineStart();
          case "block-start":
            return yield* this.parseBlockStart();
          case "doc":
            return yield* this.parseDocument();
          case "flow":
            return yield* this.parseFlowCollection();
          case "quoted-scalar":
            return yield* this.parseQuotedScalar();
          case "block-scalar":
            return yield* this.parseBlockScalar();
          case "plain-scalar":
            return yield* this.parsePlainScalar();
        }
      }
      *parseStream() {
        let line2 = this.getLine();
        if (line2 === null)
          return this.setNext("stream");
        if (line2[0] === cst.BOM) {
          yield* this.pushCount(1);
          line2 = line2.substring(1);
        }
        if (line2[0] === "%") {
          let dirEnd = line2.length;
          let cs = line2.indexOf("#");
          while (cs !== -1) {
            const ch = line2[cs - 1];
            if (ch === " " || ch === "	") {
              dirEnd = cs - 1;
              break;
            } else {
              cs = line2.indexOf("#", cs + 1);
            }
          }
          while (true) {
            const ch = line2[dirEnd - 1];
            if (ch === " " || ch === "	")
              dirEnd -= 1;
            else
              break;
          }
          const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
          yield* this.pushCount(line2.length - n);
          this.pushNewline();
          return "stream";
        }
        if (this.atLineEnd()) {
          const sp = yield* this.pushSpaces(true);
          yield* this.pushCount(line2.length - sp);
          yield* this.pushNewline();
          return "stream";
        }
        yield cst.DOCUMENT;
        return yield* this.parseLineStart();
      }
      *parseLineStart() {
        const ch = this.charAt(0);
        if (!ch && !this.atEnd)
          return this.setNext("line-start");
        if (ch === "-" || ch === ".") {
          if (!this.atEnd && !this.hasChars(4))
            return this.setNext("line-start");
          const s = this.peek(3);
          if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
            yield* this.pushCount(3);
            this.indentValue = 0;
            this.indentNext = 0;
            return s === "---" ? "doc" : "stream";
          }
        }
        this.indentValue = yield* this.pushSpaces(false);
        if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1)))
          this.indentNext = this.indentValue;
        return yield* this.parseBlockStart();
      }
      *parseBlockStart() {
        const [ch0, ch1] = this.peek(2);
        if (!ch1 && !this.atEnd)
          return this.setNext("block-start");
        if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
          const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
          this.indentNext = this.indentValue + 1;
          this.indentValue += n;
          return "block-start";
        }
        return "doc";
      }
      *parseDocument() {
        yield* this.pushSpaces(true);
        const line2 = this.getLine();
        if (line2 === null)
          return this.setNext("doc");
        let n = yield* this.pushIndicators();
        switch (line2[n]) {
          case "#":
            yield* this.pushCount(line2.length - n);
          // fallthrough
          case void 0:
            yield* this.pushNewline();
            return yield* this.parseLineStart();
          case "{":
          case "[":
            yield* this.pushCount(1);
            this.flowKey = false;
            this.flowLevel = 1;
            return "flow";
          case "}":
          case "]":
            yield* this.pushCount(1);
            return "doc";
          case "*":
            yield* this.pushUntil(isNotAnchorChar);
            return "doc";
          case '"':
          case "'":
            return yield* this.parseQuotedScalar();
          case "|":
          case ">":
            n += yield* this.parseBlockScalarHeader();
            n += yield* this.pushSpaces(true);
            yield* this.pushCount(line2.length - n);
            yield* this.pushNewline();
            return yield* this.parseBlockScalar();
          default:
            return yield* this.parsePlainScalar();
        }
      }
      *parseFlowCollection() {
        let nl, sp;
        let indent = -1;
        do {
          nl = yield* this.pushNewline();
          if (nl > 0) {
            sp = yield* this.pushSpaces(false);
            this.indentValue = indent = sp;
          } else {
            sp = 0;
          }
          sp += yield* this.pushSpaces(true);
        } while (nl + sp > 0);
        const line2 = this.getLine();
        if (line2 === null)
          return this.setNext("flow");
        if (indent !== -1 && indent < this.indentNext && line2[0] !== "#" || indent === 0 && (line2.startsWith("---") || line2.startsWith("...")) && isEmpty(line2[3])) {
          const atFlowEndMarker = indent === this.indentNext - 1 && this.flowLevel === 1 && (line2[0] === "]" || line2[0] === "}");
          if (!atFlowEndMarker) {
            this.flowLevel = 0;
            yield cst.FLOW_END;
            return yield* this.parseLineStart();
          }
        }
        let n = 0;
        while (line2[n] === ",") {
          n += yield* this.pushCount(1);
          n += yield* this.pushSpaces(true);
          this.flowKey = false;
        }
        n += yield* this.pushIndicators();
        switch (line2[n]) {
          case void 0:
            return "flow";
          case "#":
            yield* this.pushCount(line2.length - n);
            return "flow";
          case "{":
          case "[":
            yield* this.pushCount(1);
            this.flowKey = false;
            this.flowLevel += 1;
            return "flow";
          case "}":
          case "]":
            yield* this.pushCount(1);
            this.flowKey = true;
            this.flowLevel -= 1;
            return this.flowLevel ? "flow" : "doc";
          case "*":
            yield* this.pushUntil(isNotAnchorChar);
            return "flow";
          case '"':
          case "'":
            this.flowKey = true;
            return yield* this.parseQuotedScalar();
          case ":": {
            const next = this.charAt(1);
            if (this.flowKey || isEmpty(next) || next === ",") {
              this.flowKey = false;
              yield* this.pushCount(1);
              yield* this.pushSpaces(true);
              return "flow";
            }
          }
          // fallthrough
          default:
            this.flowKey = false;
            return yield* this.parsePlainScalar();
        }
      }
      *parseQuotedScalar() {
        const quote4 = this.charAt(0);
        let end = this.buffer.indexOf(quote4, this.pos + 1);
        if (quote4 === "'") {
          while (end !== -1 && this.buffer[end + 1] === "'")
            end = this.buffer.indexOf("'", end + 2);
        } else {
          while (end !== -1) {
            let n = 0;
            while (this.buffer[end - 1 - n] === "\\")
              n += 1;
            if (n % 2 === 0)
              break;
            end = this.buffer.indexOf('"', end + 1);
          }
        }
        const qb = this.buffer.substring(0, end);
        let nl = qb.indexOf("\n", this.pos);
        if (nl !== -1) {
          while (nl !== -1) {
            const cs = this.continueScalar(nl + 1);
            if (cs === -1)
              break;
            nl = qb.indexOf("\n", cs);
          }
          if (nl !== -1) {
            end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
          }
        }
        if (end === -1) {
          if (!this.atEnd)
            return this.setNext("quoted-scalar");
          end = this.buffer.length;
        }
        yield* this.pushToIndex(end + 1, false);
        return this.flowLevel ? "flow" : "doc";
      }
      *parseBlockScalarHeader() {
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        let i = this.pos;
        while (true) {
          const ch = this.buffer[++i];
          if (ch === "+")
            this.blockScalarKeep = true;
          else if (ch > "0" && ch <= "9")
            this.blockScalarIndent = Number(ch) - 1;
          else if (ch !== "-")
            break;
        }
        return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
      }
      *parseBlockScalar() {
        let nl = this.pos - 1;
        let indent = 0;
        let ch;
        loop: for (let i2 = this.pos; ch = this.buffer[i2]; ++i2) {
          switch (ch) {
            case " ":
              indent += 1;
              break;
            case "\n":
              nl = i2;
              indent = 0;
              break;
            case "\r": {
              const next = this.buffer[i2 + 1];
              if (!next && !this.atEnd)
                return this.setNext("block-scalar");
              if (next === "\n")
                break;
            }
            // fallthrough
            default:
              break loop;
          }
        }
        if (!ch && !this.atEnd)
          return this.setNext("block-scalar");
        if (indent >= this.indentNext) {
          if (this.blockScalarIndent === -1)
            this.indentNext = indent;
          else {
            this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
          }
          do {
            const cs = this.continueScalar(nl + 1);
            if (cs === -1)
              break;
            nl = this.buffer.indexOf("\n", cs);
          } while (nl !== -1);
          if (nl === -1) {
            if (!this.atEnd)
              return this.setNext("block-scalar");
            nl = this.buffer.length;
          }
        }
        let i = nl + 1;
        ch = this.buffer[i];
        while (ch === " ")
          ch = this.buffer[++i];
        if (ch === "	") {
          while (ch === "	" || ch === " " || ch === "\r" || ch === "\n")
            ch = this.buffer[++i];
          nl = i - 1;
        } else if (!this.blockScalarKeep) {
          do {
            let i2 = nl - 1;
            let ch2 = this.buffer[i2];
            if (ch2 === "\r")
              ch2 = this.buffer[--i2];
            const lastChar = i2;
            while (ch2 === " ")
              ch2 = this.buffer[--i2];
            if (ch2 === "\n" && i2 >= this.pos && i2 + 1 + indent > lastChar)
              nl = i2;
            else
              break;
          } while (true);
        }
        yield cst.SCALAR;
        yield* this.pushToIndex(nl + 1, true);
        return yield* this.parseLineStart();
      }
      *parsePlainScalar() {
        const inFlow = this.flowLevel > 0;
        let end = this.pos - 1;
        let i = this.pos - 1;
        let ch;
        while (ch = this.buffer[++i]) {
          if (ch === ":") {
            const next = this.buffer[i + 1];
            if (isEmpty(next) || inFlow && flowIndicatorChars.has(next))
              break;
            end = i;
          } else if (isEmpty(ch)) {
            let next = this.buffer[i + 1];
            if (ch === "\r") {
              if (next === "\n") {
                i += 1;
                ch = "\n";
                next = this.buffer[i + 1];
              } else
                end = i;
            }
            if (next === "#" || inFlow && flowIndicatorChars.has(next))
              break;
            if (ch === "\n") {
              const cs = this.continueScalar(i + 1);
              if (cs === -1)
                break;
              i = Math.max(i, cs - 2);
            }
          } else {
            if (inFlow && flowIndicatorChars.has(ch))
              break;
            end = i;
          }
        }
        if (!ch && !this.atEnd)
          return this.setNext("plain-scalar");
        yield cst.SCALAR;
        yield* this.pushToIndex(end + 1, true);
        return inFlow ? "flow" : "doc";
      }
      *pushCount(n) {
        if (n > 0) {
          yield this.buffer.substr(this.pos, n);
          this.pos += n;
          return n;
        }
        return 0;
      }
      *pushToIndex(i, allowEmpty) {
        const s = this.buffer.slice(this.pos, i);
        if (s) {
          yield s;
          this.pos += s.length;
          return s.length;
        } else if (allowEmpty)
          yield "";
        return 0;
      }
      *pushIndicators() {
        let n = 0;
        loop: while (true) {
          switch (this.charAt(0)) {
            case "!":
              n += yield* this.pushTag();
              n += yield* this.pushSpaces(true);
              continue loop;
            case "&":
              n += yield* this.pushUntil(isNotAnchorChar);
              n += yield* this.pushSpaces(true);
              continue loop;
            case "-":
            // this is an error
            case "?":
            // this is an error outside flow collections
            case ":": {
              const inFlow = this.flowLevel > 0;
              const ch1 = this.charAt(1);
              if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
                if (!inFlow)
                  this.indentNext = this.indentValue + 1;
                else if (this.flowKey)
                  this.flowKey = false;
                n += yield* this.pushCount(1);
                n += yield* this.pushSpaces(true);
                continue loop;
              }
            }
          }
          break loop;
        }
        return n;
      }
      *pushTag() {
        if (this.charAt(1) === "<") {
          let i = this.pos + 2;
          let ch = this.buffer[i];
          while (!isEmpty(ch) && ch !== ">")
            ch = this.buffer[++i];
          return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
        } else {
          let i = this.pos + 1;
          let ch = this.buffer[i];
          while (ch) {
            if (tagChars.has(ch))
              ch = this.buffer[++i];
            else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) {
              ch = this.buffer[i += 3];
            } else
              break;
          }
          return yield* this.pushToIndex(i, false);
        }
      }
      *pushNewline() {
        const ch = this.buffer[this.pos];
        if (ch === "\n")
          return yield* this.pushCount(1);
        else if (ch === "\r" && this.charAt(1) === "\n")
          return yield* this.pushCount(2);
        else
          return 0;
      }
      *pushSpaces(allowTabs) {
        let i = this.pos - 1;
        let ch;
        do {
          ch = this.buffer[++i];
        } while (ch === " " || allowTabs && ch === "	");
        const n = i - this.pos;
        if (n > 0) {
          yield this.buffer.substr(this.pos, n);
          this.pos = i;
        }
        return n;
      }
      *pushUntil(test) {
        let i = this.pos;
        let ch = this.buffer[i];
        while (!test(ch))
          ch = this.buffer[++i];
        return yield* this.pushToIndex(i, false);
      }
    };
    exports.Lexer = Lexer;
  }
});

// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter = __commonJS({
  "node_modules/yaml/dist/parse/line-counter.js"(exports) {
    "use strict";
    var LineCounter3 = class {
      constructor() {
        this.lineStarts = [];
        this.addNewLine = (offset) => this.lineStarts.push(offset);
        this.linePos = (offset) => {
          let low = 0;
          let high = this.lineStarts.length;
          while (low < high) {
            const mid = low + high >> 1;
            if (this.lineStarts[mid] < offset)
              low = mid + 1;
            else
              high = mid;
          }
          if (this.lineStarts[low] === offset)
            return { line: low + 1, col: 1 };
          if (low === 0)
            return { line: 0, col: offset };
          const start2 = this.lineStarts[low - 1];
          return { line: low, col: offset - start2 + 1 };
        };
      }
    };
    exports.LineCounter = LineCounter3;
  }
});

// node_modules/yaml/dist/parse/parser.js
var require_parser = __commonJS({
  "node_modules/yaml/dist/parse/parser.js"(exports) {
    "use strict";
    var node_process = __require("process");
    var cst = require_cst();
    var lexer = require_lexer();
    function includesToken(list2, type2) {
      for (let i = 0; i < list2.length; ++i)
        if (list2[i].type === type2)
          return true;
      return false;
    }
    function findNonEmptyIndex(list2) {
      for (let i = 0; i < list2.length; ++i) {
        switch (list2[i].type) {
          case "space":
          case "comment":
          case "newline":
            break;
          default:
            return i;
        }
      }
      return -1;
    }
    function isFlowToken(token) {
      switch (token?.type) {
        case "alias":
        case "scalar":
        case "single-quoted-scalar":
        case "double-quoted-scalar":
        case "flow-collection":
          return true;
        default:
          return false;
      }
    }
    function getPrevProps(parent) {
      switch (parent.type) {
        case "document":
          return parent.start;
        case "block-map": {
          const it = parent.items[parent.items.length - 1];
          return it.sep ?? it.start;
        }
        case "block-seq":
          return parent.items[parent.items.length - 1].start;
        /* istanbul ignore next should not happen */
        default:
          return [];
      }
    }
    function getFirstKeyStartProps(prev) {
      if (prev.length === 0)
        return [];
      let i = prev.length;
      loop: while (--i >= 0) {
        switch (prev[i].type) {
          case "doc-start":
          case "explicit-key-ind":
          case "map-value-ind":
          case "seq-item-ind":
          case "newline":
            break loop;
        }
      }
      while (prev[++i]?.type === "space") {
      }
      return prev.splice(i, prev.length);
    }
    function arrayPushArray(target2, source) {
      if (source.length < 1e5)
        Array.prototype.push.apply(target2, source);
      else
        for (let i = 0; i < source.length; ++i)
          target2.push(source[i]);
    }
    function fixFlowSeqItems(fc) {
      if (fc.start.type === "flow-seq-start") {
        for (const it of fc.items) {
          if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
            if (it.key)
              it.value = it.key;
            delete it.key;
            if (isFlowToken(it.value)) {
              if (it.value.end)
                arrayPushArray(it.value.end, it.sep);
              else
                it.value.end = it.sep;
            } else
              arrayPushArray(it.start, it.sep);
            delete it.sep;
          }
        }
      }
    }
    var Parser = class {
      /**
       * @param onNewLine - If defined, called separately with the start position of
       *   each new line (in `parse()`, including the start of input).
       */
      constructor(onNewLine) {
        this.atNewLine = true;
        this.atScalar = false;
        this.indent = 0;
        this.offset = 0;
        this.onKeyLine = false;
        this.stack = [];
        this.source = "";
        this.type = "";
        this.lexer = new lexer.Lexer();
        this.onNewLine = onNewLine;
      }
      /**
       * Parse `source` as a YAML stream.
       * If `incomplete`, a part of the last line may be left as a buffer for the next call.
       *
       * Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
       *
       * @returns A generator of tokens representing each directive, document, and other structure.
       */
      *parse(source, incomplete = false) {
        if (this.onNewLine && this.offset === 0)
          this.onNewLine(0);
        for (const lexeme of this.lexer.lex(source, incomplete))
          yield* this.next(lexeme);
        if (!incomplete)
          yield* this.end();
      }
      /**
       * Advance the parser by the `source` of one lexical token.
       */
      *next(source) {
        this.source = source;
        if (node_process.env.LOG_TOKENS)
          console.log("|", cst.prettyToken(source));
        if (this.atScalar) {
          this.atScalar = false;
          yield* this.step();
          this.offset += source.length;
          return;
        }
        const type2 = cst.tokenType(source);
        if (!type2) {
          const message = `Not a YAML token: ${source}`;
          yield* this.pop({ type: "error", offset: this.offset, message, source });
          this.offset += source.length;
        } else if (type2 === "scalar") {
          this.atNewLine = false;
          this.atScalar = true;
          this.type = "scalar";
        } else {
          this.type = type2;
          yield* this.step();
          switch (type2) {
            case "newline":
              this.atNewLine = true;
              this.indent = 0;
              if (this.onNewLine)
                this.onNewLine(this.offset + source.length);
              break;
            case "space":
              if (this.atNewLine && source[0] === " ")
                this.indent += source.length;
              break;
            case "explicit-key-ind":
            case "map-value-ind":
            case "seq-item-ind":
              if (this.atNewLine)
                this.indent += source.length;
              break;
            case "doc-mode":
            case "flow-error-end":
              return;
            default:
              this.atNewLine = false;
          }
          this.offset += source.length;
        }
      }
      /** Call at end of input to push out any remaining constructions */
      *end() {
        while (this.stack.length > 0)
          yield* this.pop();
      }
      get sourceToken() {
        const st = {
          type: this.type,
          offset: this.offset,
          indent: this.indent,
          source: this.source
        };
        return st;
      }
      *step() {
        const top = this.peek(1);
        if (this.type === "doc-end" && top?.type !== "doc-end") {
          while (this.stack.length > 0)
            yield* this.pop();
          this.stack.push({
            type: "doc-end",
            offset: this.offset,
            source: this.source
          });
          return;
        }
        if (!top)
          return yield* this.stream();
        switch (top.type) {
          case "document":
            return yield* this.document(top);
          case "alias":
          case "scalar":
          case "single-quoted-scalar":
          case "double-quoted-scalar":
            return yield* this.scalar(top);
          case "block-scalar":
            return yield* this.blockScalar(top);
          case "block-map":
            return yield* this.blockMap(top);
          case "block-seq":
            return yield* this.blockSequence(top);
          case "flow-collection":
            return yield* this.flowCollection(top);
          case "doc-end":
            return yield* this.documentEnd(top);
        }
        yield* this.pop();
      }
      peek(n) {
        return this.stack[this.stack.length - n];
      }
      *pop(error2) {
        const token = error2 ?? this.stack.pop();
        if (!token) {
          const message = "Tried to pop an empty stack";
          yield { type: "error", offset: this.offset, source: "", message };
        } else if (this.stack.length === 0) {
          yield token;
        } else {
          const top = this.peek(1);
          if (token.type === "block-scalar") {
            token.indent = "indent" in top ? top.indent : 0;
          } else if (token.type === "flow-collection" && top.type === "document") {
            token.indent = 0;
          }
          if (token.type === "flow-collection")
            fixFlowSeqItems(token);
          switch (top.type) {
            case "document":
              top.value = token;
              break;
            case "block-scalar":
              top.props.push(token);
              break;
            case "block-map": {
              const it = top.items[top.items.length - 1];
              if (it.value) {
                top.items.push({ start: [], key: token, sep: [] });
                this.onKeyLine = true;
                return;
              } else if (it.sep) {
                it.value = token;
              } else {
                Object.assign(it, { key: token, sep: [] });
                this.onKeyLine = !it.explicitKey;
                return;
              }
              break;
            }
            case "block-seq": {
              const it = top.items[top.items.length - 1];
              if (it.value)
                top.items.push({ start: [], value: token });
              else
                it.value = token;
              break;
            }
            case "flow-collection": {
              const it = top.items[top.items.length - 1];
              if (!it || it.value)
                top.items.push({ start: [], key: token, sep: [] });
              else if (it.sep)
                it.value = token;
              else
                Object.assign(it, { key: token, sep: [] });
              return;
            }
            /* istanbul ignore next should not happen */
            default:
              yield* this.pop();
              yield* this.pop(token);
          }
          if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
            const last = token.items[token.items.length - 1];
            if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
              if (top.type === "document")
                top.end = last.start;
              else
                top.items.push({ start: last.start });
              token.items.splice(-1, 1);
            }
          }
        }
      }
      *stream() {
        switch (this.type) {
          case "directive-line":
            yield { type: "directive", offset: this.offset, source: this.source };
            return;
          case "byte-order-mark":
          case "space":
          case "comment":
          case "newline":
            yield this.sourceToken;
            return;
          case "doc-mode":
          case "doc-start": {
            const doc = {
              type: "document",
              offset: this.offset,
              start: []
            };
            if (this.type === "doc-start")
              doc.start.push(this.sourceToken);
            this.stack.push(doc);
            return;
          }
        }
        yield {
          type: "error",
          offset: this.offset,
          message: `Unexpected ${this.type} token in YAML stream`,
          source: this.source
        };
      }
      *document(doc) {
        if (doc.value)
          return yield* this.lineEnd(doc);
        switch (this.type) {
          case "doc-start": {
            if (findNonEmptyIndex(doc.start) !== -1) {
              yield* this.pop();
              yield* this.step();
            } else
              doc.start.push(this.sourceToken);
            return;
          }
          case "anchor":
          case "tag":
          case "space":
          case "comment":
          case "newline":
            doc.start.push(this.sourceToken);
            return;
        }
        const bv = this.startBlockValue(doc);
        if (bv)
          this.stack.push(bv);
        else {
          yield {
            type: "error",
            offset: this.offset,
            message: `Unexpected ${this.type} token in YAML document`,
            source: this.source
          };
        }
      }
      *scalar(scalar) {
        if (this.type === "map-value-ind") {
          const prev = getPrevProps(this.peek(2));
          const start2 = getFirstKeyStartProps(prev);
          let sep4;
          if (scalar.end) {
            sep4 = scalar.end;
            sep4.push(this.sourceToken);
            delete scalar.end;
          } else
            sep4 = [this.sourceToken];
          const map = {
            type: "block-map",
            offset: scalar.offset,
            indent: scalar.indent,
            items: [{ start: start2, key: scalar, sep: sep4 }]
          };
          this.onKeyLine = true;
          this.stack[this.stack.length - 1] = map;
        } else
          yield* this.lineEnd(scalar);
      }
      *blockScalar(scalar) {
        switch (this.type) {
          case "space":
          case "comment":
          case "newline":
            scalar.props.push(this.sourceToken);
            return;
          case "scalar":
            scalar.source = this.source;
            this.atNewLine = true;
            this.indent = 0;
            if (this.onNewLine) {
              let nl = this.source.indexOf("\n") + 1;
              while (nl !== 0) {
                this.onNewLine(this.offset + nl);
                nl = this.source.indexOf("\n", nl) + 1;
              }
            }
            yield* this.pop();
            break;
          /* istanbul ignore next should not happen */
          default:
            yield* this.pop();
            yield* this.step();
        }
      }
      *blockMap(map) {
        const it = map.items[map.items.length - 1];
        switch (this.type) {
          case "newline":
            this.onKeyLine = false;
            if (it.value) {
              const end = "end" in it.value ? it.value.end : void 0;
              const last = Array.isArray(end) ? end[end.length - 1] : void 0;
              if (last?.type === "comment")
                end?.push(this.sourceToken);
              else
                map.items.push({ start: [this.sourceToken] });
            } else if (it.sep) {
              it.sep.push(this.sourceToken);
            } else {
              it.start.push(this.sourceToken);
            }
            return;
          case "space":
          case "comment":
            if (it.value) {
              map.items.push({ start: [this.sourceToken] });
            } else if (it.sep) {
              it.sep.push(this.sourceToken);
            } else {
              if (this.atIndentedComment(it.start, map.indent)) {
                const prev = map.items[map.items.length - 2];
                const end = prev?.value?.end;
                if (Array.isArray(end)) {
                  arrayPushArray(end, it.start);
                  end.push(this.sourceToken);
                  map.items.pop();
                  return;
                }
              }
              it.start.push(this.sourceToken);
            }
            return;
        }
        if (this.indent >= map.indent) {
          const atMapIndent = !this.onKeyLine && this.indent === map.indent;
          const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
          let start2 = [];
          if (atNextItem && it.sep && !it.value) {
            const nl = [];
            for (let i = 0; i < it.sep.length; ++i) {
              const st = it.sep[i];
              switch (st.type) {
                case "newline":
                  nl.push(i);
                  break;
                case "space":
                  break;
                case "comment":
                  if (st.indent > map.indent)
                    nl.length = 0;
                  break;
                default:
                  nl.length = 0;
              }
            }
            if (nl.length >= 2)
              start2 = it.sep.splice(nl[1]);
          }
          switch (this.type) {
            case "anchor":
            case "tag":
              if (atNextItem || it.value) {
                start2.push(this.sourceToken);
                map.items.push({ start: start2 });
                this.onKeyLine = true;
              } else if (it.sep) {
                it.sep.push(this.sourceToken);
              } else {
                it.start.push(this.sourceToken);
              }
              return;
            case "explicit-key-ind":
              if (!it.sep && !it.explicitKey) {
                it.start.push(this.sourceToken);
                it.explicitKey = true;
              } else if (atNextItem || it.value) {
                start2.push(this.sourceToken);
                map.items.push({ start: start2, explicitKey: true });
              } else {
                this.stack.push({
                  type: "block-map",
                  offset: this.offset,
                  indent: this.indent,
                  items: [{ start: [this.sourceToken], explicitKey: true }]
                });
              }
              this.onKeyLine = true;
              return;
            case "map-value-ind":
              if (it.explicitKey) {
                if (!it.sep) {
                  if (includesToken(it.start, "newline")) {
                    Object.assign(it, { key: null, sep: [this.sourceToken] });
                  } else {
                    const start3 = getFirstKeyStartProps(it.start);
                    this.stack.push({
                      type: "block-map",
                      offset: this.offset,
                      indent: this.indent,
                      items: [{ start: start3, key: null, sep: [this.sourceToken] }]
                    });
                  }
                } else if (it.value) {
                  map.items.push({ start: [], key: null, sep: [this.sourceToken] });
                } else if (includesToken(it.sep, "map-value-ind")) {
                  this.stack.push({
                    type: "block-map",
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: start2, key: null, sep: [this.sourceToken] }]
                  });
                } else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
                  const start3 = getFirstKeyStartProps(it.start);
                  const key = it.key;
                  const sep4 = it.sep;
                  sep4.push(this.sourceToken);
                  delete it.key;
                  delete it.sep;
                  this.stack.push({
                    type: "block-map",
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: start3, key, sep: sep4 }]
                  });
                } else if (start2.length > 0) {
                  it.sep = it.sep.concat(start2, this.sourceToken);
                } else {
                  it.sep.push(this.sourceToken);
                }
              } else {
                if (!it.sep) {
                  Object.assign(it, { key: null, sep: [this.sourceToken] });
                } else if (it.value || atNextItem) {
                  map.items.push({ start: start2, key: null, sep: [this.sourceToken] });
                } else if (includesToken(it.sep, "map-value-ind")) {
                  this.stack.push({
                    type: "block-map",
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: [], key: null, sep: [this.sourceToken] }]
                  });
                } else {
                  it.sep.push(this.sourceToken);
                }
              }
              this.onKeyLine = true;
              return;
            case "alias":
            case "scalar":
            case "single-quoted-scalar":
            case "double-quoted-scalar": {
              const fs = this.flowScalar(this.type);
              if (atNextItem || it.value) {
                map.items.push({ start: start2, key: fs, sep: [] });
                this.onKeyLine = true;
              } else if (it.sep) {
                this.stack.push(fs);
              } else {
                Object.assign(it, { key: fs, sep: [] });
                this.onKeyLine = true;
              }
              return;
            }
            default: {
              const bv = this.startBlockValue(map);
              if (bv) {
                if (bv.type === "block-seq") {
                  if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
                    yield* this.pop({
                      type: "error",
                      offset: this.offset,
                      message: "Unexpected block-seq-ind on same line with key",
                      source: this.source
                    });
                    return;
                  }
                } else if (atMapIndent) {
                  map.items.push({ start: start2 });
                }
                this.stack.push(bv);
                return;
              }
            }
          }
        }
        yield* this.pop();
        yield* this.step();
      }
      *blockSequence(seq) {
        const it = seq.items[seq.items.length - 1];
        switch (this.type) {
          case "newline":
            if (it.value) {
              const end = "end" in it.value ? it.value.end : void 0;
              const last = Array.isArray(end) ? end[end.length - 1] : void 0;
              if (last?.type === "comment")
                end?.push(this.sourceToken);
              else
                seq.items.push({ start: [this.sourceToken] });
            } else
              it.start.push(this.sourceToken);
            return;
          case "space":
          case "comment":
            if (it.value)
              seq.items.push({ start: [this.sourceToken] });
            else {
              if (this.atIndentedComment(it.start, seq.indent)) {
                const prev = seq.items[seq.items.length - 2];
                const end = prev?.value?.end;
                if (Array.isArray(end)) {
                  arrayPushArray(end, it.start);
                  end.push(this.sourceToken);
                  seq.items.pop();
                  return;
                }
              }
              it.start.push(this.sourceToken);
            }
            return;
          case "anchor":
          case "tag":
            if (it.value || this.indent <= seq.indent)
              break;
            it.start.push(this.sourceToken);
            return;
          case "seq-item-ind":
            if (this.indent !== seq.indent)
              break;
            if (it.value || includesToken(it.start, "seq-item-ind"))
              seq.items.push({ start: [this.sourceToken] });
            else
              it.start.push(this.sourceToken);
            return;
        }
        if (this.indent > seq.indent) {
          const bv = this.startBlockValue(seq);
          if (bv) {
            this.stack.push(bv);
            return;
          }
        }
        yield* this.pop();
        yield* this.step();
      }
      *flowCollection(fc) {
        const it = fc.items[fc.items.length - 1];
        if (this.type === "flow-error-end") {
          let top;
          do {
            yield* this.pop();
            top = this.peek(1);
          } while (top?.type === "flow-collection");
        } else if (fc.end.length === 0) {
          switch (this.type) {
            case "comma":
            case "explicit-key-ind":
              if (!it || it.sep)
                fc.items.push({ start: [this.sourceToken] });
              else
                it.start.push(this.sourceToken);
              return;
            case "map-value-ind":
              if (!it || it.value)
                fc.items.push({ start: [], key: null, sep: [this.sourceToken] });
              else if (it.sep)
                it.sep.push(this.sourceToken);
              else
                Object.assign(it, { key: null, sep: [this.sourceToken] });
              return;
            case "space":
            case "comment":
            case "newline":
            case "anchor":
            case "tag":
              if (!it || it.value)
                fc.items.push({ start: [this.sourceToken] });
              else if (it.sep)
                it.sep.push(this.sourceToken);
              else
                it.start.push(this.sourceToken);
              return;
            case "alias":
            case "scalar":
            case "single-quoted-scalar":
            case "double-quoted-scalar": {
              const fs = this.flowScalar(this.type);
              if (!it || it.value)
                fc.items.push({ start: [], key: fs, sep: [] });
              else if (it.sep)
                this.stack.push(fs);
              else
                Object.assign(it, { key: fs, sep: [] });
              return;
            }
            case "flow-map-end":
            case "flow-seq-end":
              fc.end.push(this.sourceToken);
              return;
          }
          const bv = this.startBlockValue(fc);
          if (bv)
            this.stack.push(bv);
          else {
            yield* this.pop();
            yield* this.step();
          }
        } else {
          const parent = this.peek(2);
          if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
            yield* this.pop();
            yield* this.step();
          } else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
            const prev = getPrevProps(parent);
            const start2 = getFirstKeyStartProps(prev);
            fixFlowSeqItems(fc);
            const sep4 = fc.end.splice(1, fc.end.length);
            sep4.push(this.sourceToken);
            const map = {
              type: "block-map",
              offset: fc.offset,
              indent: fc.indent,
              items: [{ start: start2, key: fc, sep: sep4 }]
            };
            this.onKeyLine = true;
            this.stack[this.stack.length - 1] = map;
          } else {
            yield* this.lineEnd(fc);
          }
        }
      }
      flowScalar(type2) {
        if (this.onNewLine) {
          let nl = this.source.indexOf("\n") + 1;
          while (nl !== 0) {
            this.onNewLine(this.offset + nl);
            nl = this.source.indexOf("\n", nl) + 1;
          }
        }
        return {
          type: type2,
          offset: this.offset,
          indent: this.indent,
          source: this.source
        };
      }
      startBlockValue(parent) {
        switch (this.type) {
          case "alias":
          case "scalar":
          case "single-quoted-scalar":
          case "double-quoted-scalar":
            return this.flowScalar(this.type);
          case "block-scalar-header":
            return {
              type: "block-scalar",
              offset: this.offset,
              indent: this.indent,
              props: [this.sourceToken],
              source: ""
            };
          case "flow-map-start":
          case "flow-seq-start":
            return {
              type: "flow-collection",
              offset: this.offset,
              indent: this.indent,
              start: this.sourceToken,
              items: [],
              end: []
            };
          case "seq-item-ind":
            return {
              type: "block-seq",
              offset: this.offset,
              indent: this.indent,
              items: [{ start: [this.sourceToken] }]
            };
          case "explicit-key-ind": {
            this.onKeyLine = true;
            const prev = getPrevProps(parent);
            const start2 = getFirstKeyStartProps(prev);
            start2.push(this.sourceToken);
            return {
              type: "block-map",
              offset: this.offset,
              indent: this.indent,
              items: [{ start: start2, explicitKey: true }]
            };
          }
          case "map-value-ind": {
            this.onKeyLine = true;
            const prev = getPrevProps(parent);
            const start2 = getFirstKeyStartProps(prev);
            return {
              type: "block-map",
              offset: this.offset,
              indent: this.indent,
              items: [{ start: start2, key: null, sep: [this.sourceToken] }]
            };
          }
        }
        return null;
      }
      atIndentedComment(start2, indent) {
        if (this.type !== "comment")
          return false;
        if (this.indent <= indent)
          return false;
        return start2.every((st) => st.type === "newline" || st.type === "space");
      }
      *documentEnd(docEnd) {
        if (this.type !== "doc-mode") {
          if (docEnd.end)
            docEnd.end.push(this.sourceToken);
          else
            docEnd.end = [this.sourceToken];
          if (this.type === "newline")
            yield* this.pop();
        }
      }
      *lineEnd(token) {
        switch (this.type) {
          case "comma":
          case "doc-start":
          case "doc-end":
          case "flow-seq-end":
          case "flow-map-end":
          case "map-value-ind":
            yield* this.pop();
            yield* this.step();
            break;
          case "newline":
            this.onKeyLine = false;
          // fallthrough
          case "space":
          case "comment":
          default:
            if (token.end)
              token.end.push(this.sourceToken);
            else
              token.end = [this.sourceToken];
            if (this.type === "newline")
              yield* this.pop();
        }
      }
    };
    exports.Parser = Parser;
  }
});

// node_modules/yaml/dist/public-api.js
var require_public_api = __commonJS({
  "node_modules/yaml/dist/public-api.js"(exports) {
    "use strict";
    var composer = require_composer();
    var Document = require_Document();
    var errors = require_errors();
    var log3 = require_log();
    var identity2 = require_identity();
    var lineCounter = require_line_counter();
    var parser = require_parser();
    function parseOptions(options) {
      const prettyErrors = options.prettyErrors !== false;
      const lineCounter$1 = options.lineCounter || prettyErrors && new lineCounter.LineCounter() || null;
      return { lineCounter: lineCounter$1, prettyErrors };
    }
    function parseAllDocuments(source, options = {}) {
      const { lineCounter: lineCounter2, prettyErrors } = parseOptions(options);
      const parser$1 = new parser.Parser(lineCounter2?.addNewLine);
      const composer$1 = new composer.Composer(options);
      const docs = Array.from(composer$1.compose(parser$1.parse(source)));
      if (prettyErrors && lineCounter2)
        for (const doc of docs) {
          doc.errors.forEach(errors.prettifyError(source, lineCounter2));
          doc.warnings.forEach(errors.prettifyError(source, lineCounter2));
        }
      if (docs.length > 0)
        return docs;
      return Object.assign([], { empty: true }, composer$1.streamInfo());
    }
    function parseDocument3(source, options = {}) {
      const { lineCounter: lineCounter2, prettyErrors } = parseOptions(options);
      const parser$1 = new parser.Parser(lineCounter2?.addNewLine);
      const composer$1 = new composer.Composer(options);
      let doc = null;
      for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) {
        if (!doc)
          doc = _doc;
        else if (doc.options.logLevel !== "silent") {
          doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
          break;
        }
      }
      if (prettyErrors && lineCounter2) {
        doc.errors.forEach(errors.prettifyError(source, lineCounter2));
        doc.warnings.forEach(errors.prettifyError(source, lineCounter2));
      }
      return doc;
    }
    function parse2(src, reviver, options) {
      let _reviver = void 0;
      if (typeof reviver === "function") {
        _reviver = reviver;
      } else if (options === void 0 && reviver && typeof reviver === "object") {
        options = reviver;
      }
      const doc = parseDocument3(src, options);
      if (!doc)
        return null;
      doc.warnings.forEach((warning) => log3.warn(doc.options.logLevel, warning));
      if (doc.errors.length > 0) {
        if (doc.options.logLevel !== "silent")
          throw doc.errors[0];
        else
          doc.errors = [];
      }
      return doc.toJS(Object.assign({ reviver: _reviver }, options));
    }
    function stringify(value, replacer, options) {
      let _replacer = null;
      if (typeof replacer === "function" || Array.isArray(replacer)) {
        _replacer = replacer;
      } else if (options === void 0 && replacer) {
        options = replacer;
      }
      if (typeof options === "string")
        options = options.length;
      if (typeof options === "number") {
        const indent = Math.round(options);
        options = indent < 1 ? void 0 : indent > 8 ? { indent: 8 } : { indent };
      }
      if (value === void 0) {
        const { keepUndefined } = options ?? replacer ?? {};
        if (!keepUndefined)
          return void 0;
      }
      if (identity2.isDocument(value) && !_replacer)
        return value.toString(options);
      return new Document.Document(value, _replacer, options).toString(options);
    }
    exports.parse = parse2;
    exports.parseAllDocuments = parseAllDocuments;
    exports.parseDocument = parseDocument3;
    exports.stringify = stringify;
  }
});

// node_modules/yaml/dist/index.js
var require_dist = __commonJS({
  "node_modules/yaml/dist/index.js"(exports) {
    "use strict";
    var composer = require_composer();
    var Document = require_Document();
    var Schema = require_Schema();
    var errors = require_errors();
    var Alias = require_Alias();
    var identity2 = require_identity();
    var Pair = require_Pair();
    var Scalar = require_Scalar();
    var YAMLMap = require_YAMLMap();
    var YAMLSeq = require_YAMLSeq();
    var cst = require_cst();
    var lexer = require_lexer();
    var lineCounter = require_line_counter();
    var parser = require_parser();
    var publicApi = require_public_api();
    var visit = require_visit();
    exports.Composer = composer.Composer;
    exports.Document = Document.Document;
    exports.Schema = Schema.Schema;
    exports.YAMLError = errors.YAMLError;
    exports.YAMLParseError = errors.YAMLParseError;
    exports.YAMLWarning = errors.YAMLWarning;
    exports.Alias = Alias.Alias;
    exports.isAlias = identity2.isAlias;
    exports.isCollection = identity2.isCollection;
    exports.isDocument = identity2.isDocument;
    exports.isMap = identity2.isMap;
    exports.isNode = identity2.isNode;
    exports.isPair = identity2.isPair;
    exports.isScalar = identity2.isScalar;
    exports.isSeq = identity2.isSeq;
    exports.Pair = Pair.Pair;
    exports.Scalar = Scalar.Scalar;
    exports.YAMLMap = YAMLMap.YAMLMap;
    exports.YAMLSeq = YAMLSeq.YAMLSeq;
    exports.CST = cst;
    exports.Lexer = lexer.Lexer;
    exports.LineCounter = lineCounter.LineCounter;
    exports.Parser = parser.Parser;
    exports.parse = publicApi.parse;
    exports.parseAllDocuments = publicApi.parseAllDocuments;
    exports.parseDocument = publicApi.parseDocument;
    exports.stringify = publicApi.stringify;
    exports.visit = visit.visit;
    exports.visitAsync = visit.visitAsync;
  }
});

// node_modules/commander/esm.mjs
var import_index = __toESM(require_commander(), 1);
var {
  program,
  createCommand,
  createArgument,
  createOption,
  CommanderError,
  InvalidArgumentError,
  InvalidOptionArgumentError,
  // deprecated old name
  Command,
  Argument,
  Option,
  Help
} = import_index.default;

// node_modules/pure-rand/lib/esm/distribution/uniformInt.js
function uniformIntInternal(rng, rangeSize) {
  const MaxAllowed = rangeSize > 2 ? ~~(4294967296 / rangeSize) * rangeSize : 4294967296;
  let deltaV = rng.next() + 2147483648;
  while (deltaV >= MaxAllowed) deltaV = rng.next() + 2147483648;
  return deltaV % rangeSize;
}
function fromNumberToArrayInt64(out, n) {
  if (n < 0) {
    const posN = -n;
    out.sign = -1;
    out.data[0] = ~~(posN / 4294967296);
    out.data[1] = posN >>> 0;
  } else {
    out.sign = 1;
    out.data[0] = ~~(n / 4294967296);
    out.data[1] = n >>> 0;
  }
  return out;
}
function substractArrayInt64(out, arrayIntA, arrayIntB) {
  const lowA = arrayIntA.data[1];
  const highA = arrayIntA.data[0];
  const signA = arrayIntA.sign;
  const lowB = arrayIntB.data[1];
  const highB = arrayIntB.data[0];
  const signB = arrayIntB.sign;
  out.sign = 1;
  if (signA === 1 && signB === -1) {
    const low2 = lowA + lowB;
    const high = highA + highB + (low2 > 4294967295 ? 1 : 0);
    out.data[0] = high >>> 0;
    out.data[1] = low2 >>> 0;
    return out;
  }
  let lowFirst = lowA;
  let highFirst = highA;
  let lowSecond = lowB;
  let highSecond = highB;
  if (signA === -1) {
    lowFirst = lowB;
    highFirst = highB;
    lowSecond = lowA;
    highSecond = highA;
  }
  let reminderLow = 0;
  let low = lowFirst - lowSecond;
  if (low < 0) {
    reminderLow = 1;
    low = low >>> 0;
  }
  out.data[0] = highFirst - highSecond - reminderLow;
  out.data[1] = low;
  return out;
}
function uniformArrayIntInternal(rng, out, rangeSize) {
  const maxIndex0 = rangeSize[0] + 1;
  out[0] = uniformIntInternal(rng, maxIndex0);
  out[1] = uniformIntInternal(rng, 4294967296);
  while (out[0] >= rangeSize[0] && (out[0] !== rangeSize[0] || out[1] >= rangeSize[1])) {
    out[0] = uniformIntInternal(rng, maxIndex0);
    out[1] = uniformIntInternal(rng, 4294967296);
  }
  return out;
}
var safeNumberMaxSafeInteger = Number.MAX_SAFE_INTEGER;
var sharedA = {
  sign: 1,
  data: [0, 0]
};
var sharedB = {
  sign: 1,
  data: [0, 0]
};
var sharedC = {
  sign: 1,
  data: [0, 0]
};
var sharedData = [0, 0];
function uniformLargeIntInternal(rng, from, to, rangeSize) {
  const rangeSizeArrayIntValue = rangeSize <= safeNumberMaxSafeInteger ? fromNumberToArrayInt64(sharedC, rangeSize) : substractArrayInt64(sharedC, fromNumberToArrayInt64(sharedA, to), fromNumberToArrayInt64(sharedB, from));
  if (rangeSizeArrayIntValue.data[1] === 4294967295) {
    rangeSizeArrayIntValue.data[0] += 1;
    rangeSizeArrayIntValue.data[1] = 0;
  } else rangeSizeArrayIntValue.data[1] += 1;
  uniformArrayIntInternal(rng, sharedData, rangeSizeArrayIntValue.data);
  return sharedData[0] * 4294967296 + sharedData[1] + from;
}
function uniformInt(rng, from, to) {
  const rangeSize = to - from;
  if (rangeSize <= 4294967295) return uniformIntInternal(rng, rangeSize + 1) + from;
  return uniformLargeIntInternal(rng, from, to, rangeSize);
}

// node_modules/pure-rand/lib/esm/generator/xoroshiro128plus.js
var jumps = [
  3639956645,
  3750757012,
  1261568508,
  386426335
];
var XoroShiro128Plus = class XoroShiro128Plus2 {
  constructor(s01, s00, s11, s10) {
    this.s01 = s01;
    this.s00 = s00;
    this.s11 = s11;
    this.s10 = s10;
  }
  clone() {
    return new XoroShiro128Plus2(this.s01, this.s00, this.s11, this.s10);
  }
  next() {
    const out = this.s00 + this.s10 | 0;
    const a0 = this.s10 ^ this.s00;
    const a1 = this.s11 ^ this.s01;
    const s00 = this.s00;
    const s01 = this.s01;
    this.s00 = s00 << 24 ^ s01 >>> 8 ^ a0 ^ a0 << 16;
    this.s01 = s01 << 24 ^ s00 >>> 8 ^ a1 ^ (a1 << 16 | a0 >>> 16);
    this.s10 = a1 << 5 ^ a0 >>> 27;
    this.s11 = a0 << 5 ^ a1 >>> 27;
    return out;
  }
  jump() {
    let ns01 = 0;
    let ns00 = 0;
    let ns11 = 0;
    let ns10 = 0;
    let s01 = this.s01;
    let s00 = this.s00;
    let s11 = this.s11;
    let s10 = this.s10;
    for (let i = 0; i !== 4; ++i) {
      const ji = jumps[i];
      for (let mask = 1; mask; mask <<= 1) {
        if (ji & mask) {
          ns01 ^= s01;
          ns00 ^= s00;
          ns11 ^= s11;
          ns10 ^= s10;
        }
        const a0 = s10 ^ s00;
        const a1 = s11 ^ s01;
        const s00_ = s00;
        const s01_ = s01;
        s00 = s00_ << 24 ^ s01_ >>> 8 ^ a0 ^ a0 << 16;
        s01 = s01_ << 24 ^ s00_ >>> 8 ^ a1 ^ (a1 << 16 | a0 >>> 16);
        s10 = a1 << 5 ^ a0 >>> 27;
        s11 = a0 << 5 ^ a1 >>> 27;
      }
    }
    this.s01 = ns01;
    this.s00 = ns00;
    this.s11 = ns11;
    this.s10 = ns10;
  }
  getState() {
    return [
      this.s01,
      this.s00,
      this.s11,
      this.s10
    ];
  }
};
function xoroshiro128plus(seed2) {
  return new XoroShiro128Plus(-1, ~seed2, seed2 | 0, 0);
}

// src/system/random.ts
var MAX_SEED = 4294967295;
function seededRandom(seed2) {
  const generator2 = xoroshiro128plus(seed2 | 0);
  const below = (bound) => uniformInt(generator2, 0, bound - 1);
  return {
    seed: seed2,
    below,
    shuffle: (items) => {
      const copy = [...items];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [copy[last], copy[other]] = [copy[other], copy[last]];
      }
      return copy;
    }
  };
}

// package.json
var package_default = { version: "0.1.0" };

// src/version.ts
var VERSION = package_default.version;

// src/cli/demo.ts
import { readFile as readFile3 } from "node:fs/promises";
import { fileURLToPath as fileURLToPath2 } from "node:url";

// src/model/error.ts
var LoadgateError = class extends Error {
  kind;
  code;
  hint;
  log;
  location;
  constructor(message, options) {
    super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
    this.name = "LoadgateError";
    this.kind = options.kind;
    this.code = options.code;
    this.hint = options.hint;
    this.log = options.log ?? [];
    this.location = options.location;
  }
};
var LoadgateErrors = class extends Error {
  errors;
  constructor(errors) {
    super(errors.map((error2) => error2.message).join("\n"));
    this.name = "LoadgateErrors";
    this.errors = errors;
  }
};
function toLoadgateErrors(thrown) {
  if (thrown instanceof LoadgateErrors) return thrown.errors;
  if (thrown instanceof LoadgateError) return [thrown];
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return [
    new LoadgateError(message, {
      kind: "machine",
      code: "unexpected",
      hint: "This is a defect of loadgate: please report it with the log of this run.",
      cause: thrown
    })
  ];
}

// src/config/located.ts
function locate(root, path, prefer) {
  let here = root;
  let whole2 = true;
  for (const step of path) {
    const next = here.children.get(String(step));
    whole2 = next !== void 0;
    if (next === void 0) break;
    here = next;
  }
  return (prefer === "key" || !whole2 ? here.keyAt : null) ?? here.at;
}
function valueIn(root, path) {
  let value = root;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) {
      return { found: false, value: void 0 };
    }
    value = value[step];
  }
  return { found: true, value };
}
function pathLabel(path) {
  if (path.length === 0) return "the top level";
  return path.map((step) => typeof step === "number" ? `[${step}]` : `.${String(step)}`).join("").replace(/^\./, "");
}

// src/config/nearest.ts
var import_fastest_levenshtein = __toESM(require_mod(), 1);
function plain(name5) {
  return name5.replace(/([a-z0-9])([A-Z])/g, "$1-$2").replaceAll("_", "-").toLowerCase();
}
function nearest(name5, known) {
  if (name5.length > 200) return null;
  let best = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const edits = (0, import_fastest_levenshtein.distance)(plain(name5), plain(candidate));
    if (edits < bestDistance) {
      best = candidate;
      bestDistance = edits;
    }
  }
  const most = Math.min(Math.max(2, Math.floor(name5.length / 3)), name5.length - 1);
  return bestDistance <= most ? best : null;
}

// src/config/units.ts
function read(value) {
  return { ok: true, value };
}
function wrong(problem2) {
  return { ok: false, problem: problem2 };
}
var DURATION_HELP = "write it like 100ms, 2s or 10m";
var SIZE_HELP = "write it like 512m, 1g or 1GiB";
var FRACTION_HELP = "write it like 3% or 0.03";
var MS_BY_UNIT = {
  ms: 1,
  s: 1e3,
  m: 6e4,
  min: 6e4,
  h: 36e5
};
var BYTES_BY_PREFIX = {
  "": 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4
};
var NUMBER = String.raw`\d{1,15}(?:\.\d{1,9})?|\.\d{1,9}`;
var DURATION_PART = new RegExp(`^(${NUMBER})\\s*(ms|s|min|m|h)\\s*`, "i");
var SIZE = new RegExp(`^(${NUMBER})\\s*(?:([kmgt])(?:i?b|i)?|b|bytes|)$`, "i");
var FRACTION = new RegExp(`^(${NUMBER})\\s*(%?)$`);
function parseDuration(input) {
  const text2 = String(input).trim();
  if (/^0+(\.0+)?$/.test(text2)) return read(0);
  if (/^-/.test(text2)) return wrong(`${quote(input)} is negative: a duration is not`);
  if (new RegExp(`^(${NUMBER})$`).test(text2)) {
    return wrong(`${quote(input)} has no unit: write ${text2}ms, ${text2}s or ${text2}m`);
  }
  let rest = text2;
  let total = 0;
  let last = Number.POSITIVE_INFINITY;
  while (rest !== "") {
    const part = DURATION_PART.exec(rest);
    const unit = MS_BY_UNIT[part?.[2]?.toLowerCase() ?? ""];
    if (part === null || unit === void 0 || unit >= last) {
      return wrong(`${quote(input)} is no duration: ${DURATION_HELP}`);
    }
    total += Number(part[1]) * unit;
    last = unit;
    rest = rest.slice(part[0].length);
  }
  if (last === Number.POSITIVE_INFINITY) return wrong(`${quote(input)} is no duration: ${DURATION_HELP}`);
  return read(Math.round(total * 1e3) / 1e3);
}
function parseSize(input) {
  const match = SIZE.exec(String(input).trim());
  if (match === null) return wrong(`${quote(input)} is no size: ${SIZE_HELP}`);
  const factor2 = BYTES_BY_PREFIX[(match[2] ?? "").toLowerCase()] ?? 1;
  return read(Math.round(Number(match[1]) * factor2));
}
function parseFraction(input) {
  const text2 = String(input).trim();
  const match = FRACTION.exec(text2);
  if (match === null) return wrong(`${quote(input)} is no share: ${FRACTION_HELP}`);
  const value = Number(match[1]);
  if (match[2] === "%") return read(value / 100);
  if (value >= 1) return wrong(`${quote(input)} would be ${value * 100} %: write ${text2}% or ${value / 100}`);
  return read(value);
}
function formatDuration(ms) {
  for (const unit of ["h", "m", "s"]) {
    const size3 = MS_BY_UNIT[unit];
    if (ms !== 0 && ms % size3 === 0) return `${ms / size3}${unit}`;
  }
  return ms > 1e3 && ms % 100 === 0 ? `${ms / 1e3}s` : `${ms}ms`;
}
function formatSize(bytes2) {
  for (const prefix of ["t", "g", "m", "k"]) {
    const size3 = BYTES_BY_PREFIX[prefix];
    if (bytes2 !== 0 && bytes2 % size3 === 0) return `${bytes2 / size3}${prefix}`;
  }
  return String(bytes2);
}
function formatFraction(fraction2) {
  return `${Number((fraction2 * 100).toPrecision(12))}%`;
}
function quote(value) {
  if (typeof value === "number") return String(value);
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
}

// src/config/issues.ts
function wholeMessage({ about, message }) {
  return about === null || about.length === 0 ? message : `${pathLabel(about)}: ${message}`;
}
function findingsOf(issues, root, under = []) {
  const findings = issues.flatMap((issue2) => findingsOfOne(issue2, root, [...under, ...issue2.path]));
  const meant = new Set(findings.flatMap((finding) => finding.meant ? [pathLabel(finding.meant)] : []));
  return findings.filter(({ path, missing: missing3 }) => missing3 !== true || !meant.has(pathLabel(path)));
}
function findingsOfOne(issue2, root, path) {
  switch (issue2.code) {
    case "unrecognized_keys":
      return issue2.keys.map((key) => unknownKey(key, issue2.message.split(" "), path));
    case "invalid_key":
      return [wrongName(issue2, path)];
    case "invalid_union":
      return union(issue2, root, path);
    case "custom":
      return [{ path, points: "value", about: path, message: issue2.message, hint: "Correct this value." }];
    default:
      return [unexpected(issue2.message, root, path)];
  }
}
function unknownKey(key, known, path) {
  const near = nearest(key, known);
  const question = near === null ? "" : `; did you mean ${quote(near)}?`;
  return {
    path: [...path, key],
    points: "key",
    about: null,
    message: `unknown key ${quote(key)} in ${pathLabel(path)}${question}`,
    hint: `Known keys here: ${known.join(", ")}.`,
    ...near === null ? {} : { meant: [...path, near] }
  };
}
function wrongName(issue2, path) {
  const [first] = issue2.issues;
  const key = quote(String(path.at(-1)));
  const what = first === void 0 || first.code === "custom" ? first?.message ?? "wrong name" : `expected ${first.message}`;
  return {
    path,
    points: "key",
    about: path.slice(0, -1),
    message: `${what}, found ${key}`,
    hint: "Rename it."
  };
}
function union(issue2, root, path) {
  const meant = issue2.errors.filter((errors) => !errors.some((error2) => isOtherType(error2)));
  const [only] = meant;
  if (meant.length === 1 && only !== void 0) return findingsOf(only, root, path);
  return [unexpected(issue2.message, root, path)];
}
function isOtherType(issue2) {
  return issue2.path.length === 0 && issue2.code === "invalid_type";
}
function unexpected(expected, root, path) {
  const { found, value } = valueIn(root, path);
  if (!found) {
    const key = quote(String(path.at(-1)));
    const message2 = `${key} is missing: expected ${expected}`;
    return { path, points: "key", about: path.slice(0, -1), message: message2, hint: `Add ${key}.`, missing: true };
  }
  const message = `expected ${expected}, found ${describe(value)}`;
  return { path, points: "value", about: path, message, hint: `Write ${expected} here.` };
}
function describe(value) {
  if (value === null || value === void 0) return "nothing";
  if (typeof value === "string") return `the text ${quote(value)}`;
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a mapping" : String(value);
}

// src/config/read-yaml.ts
var import_yaml2 = __toESM(require_dist(), 1);

// src/config/yaml-values.ts
var import_yaml = __toESM(require_dist(), 1);
var MAX_NODES = 1e5;
var MAX_DEPTH = 50;
var Unreadable = class extends Error {
  constructor(message, at, earlier) {
    super(message);
    this.at = at;
    this.earlier = earlier;
  }
  at;
  earlier;
};
function locatedValues(node2, isText2, position) {
  const reader = new Reader(isText2, position);
  return { root: reader.read(node2), problems: reader.problems };
}
var NO_CHILDREN = /* @__PURE__ */ new Map();
var Reader = class {
  constructor(isText2, position) {
    this.isText = isText2;
    this.position = position;
  }
  isText;
  position;
  problems = [];
  anchors = /* @__PURE__ */ new Map();
  aliasTargets = /* @__PURE__ */ new Map();
  seen = /* @__PURE__ */ new WeakSet();
  nodes = 0;
  read(node2) {
    return this.any(node2, { path: [], keyAt: null, inside: [] });
  }
  any(node2, place) {
    const at = node2?.range?.[0] ?? place.keyAt ?? 0;
    if (++this.nodes > MAX_NODES) this.stop("the file holds too much, with its aliases written out", at);
    const depth = Math.max(place.path.length, place.inside.length);
    if (depth > MAX_DEPTH) this.stop("the file is nested too deep", at);
    if ((0, import_yaml.isAlias)(node2)) return this.alias(node2, place);
    const anchor2 = node2 !== null && "anchor" in node2 ? node2.anchor : void 0;
    if (node2 !== null && anchor2 !== void 0) this.remember(anchor2, node2);
    const inner = node2 !== null && anchor2 !== void 0 ? { ...place, inside: [...place.inside, node2] } : place;
    if ((0, import_yaml.isMap)(node2)) return this.map(node2, at, inner);
    if ((0, import_yaml.isSeq)(node2)) return this.list(node2, at, inner);
    return {
      value: this.scalar(node2, place.path),
      at,
      keyAt: place.keyAt,
      children: NO_CHILDREN
    };
  }
  scalar(node2, path) {
    const value = node2?.value ?? null;
    const bare = typeof value === "number" || typeof value === "boolean";
    return bare && this.isText(path) ? node2?.source ?? String(value) : value;
  }
  alias(node2, place) {
    const at = node2.range?.[0] ?? 0;
    const target2 = this.aliasTargets.get(node2) ?? this.anchors.get(node2.source);
    if (target2 === void 0) return this.stop(`no anchor &${node2.source} comes before *${node2.source}`, at);
    if (place.inside.includes(target2)) this.stop(`*${node2.source} is inside of what it stands for`, at);
    this.aliasTargets.set(node2, target2);
    return this.any(target2, place);
  }
  list(node2, at, place) {
    const children = new Map(
      node2.items.map((item, index) => [
        String(index),
        this.any(item, { path: [...place.path, index], keyAt: null, inside: place.inside })
      ])
    );
    return { value: Array.from(children.values(), (child) => child.value), at, keyAt: place.keyAt, children };
  }
  map(node2, at, place) {
    const own3 = /* @__PURE__ */ new Map();
    const merged = [];
    for (const pair2 of node2.items) {
      const name5 = this.keyName(pair2);
      if (name5 === null) continue;
      const keyAt = pair2.key.range?.[0] ?? at;
      if (name5 === "<<") {
        merged.push(...this.merge(pair2, { ...place, keyAt }));
        continue;
      }
      const child = this.any(pair2.value, { path: [...place.path, name5], keyAt, inside: place.inside });
      const first = own3.get(name5);
      if (first !== void 0) this.duplicate(name5, first, keyAt);
      else if (name5 !== "__proto__") own3.set(name5, child);
      else this.content('key "__proto__" is refused', "Give it another name.", keyAt);
    }
    const children = withMerged(own3, merged);
    const value = Object.fromEntries(Array.from(children, ([name5, child]) => [name5, child.value]));
    return { value, at, keyAt: place.keyAt, children };
  }
  /** What `<<` brings in: mappings whose keys count where the mapping itself does not have them. */
  merge(pair2, place) {
    const sources = (0, import_yaml.isSeq)(pair2.value) ? pair2.value.items : [pair2.value];
    const maps = sources.map((source) => this.any(source, place));
    const usable = maps.filter((map) => isPlainObject(map.value));
    if (usable.length === maps.length) return usable;
    this.content(
      '"<<" takes a mapping or a list of mappings',
      'Write "<<: *name", with &name on a mapping before.',
      place.keyAt ?? 0
    );
    return usable;
  }
  keyName(pair2) {
    const key = (0, import_yaml.isAlias)(pair2.key) ? this.anchors.get(pair2.key.source) ?? null : pair2.key;
    const at = pair2.key?.range?.[0] ?? 0;
    if (!(0, import_yaml.isScalar)(key)) {
      this.content(
        "a key must be a name, not a list or a mapping",
        "Write one plain name before the colon.",
        at
      );
      return null;
    }
    if (key.anchor !== void 0) this.remember(key.anchor, key);
    return key.source ?? String(key.value);
  }
  /** Once: writing out an alias must not give an anchor back to a node that has lost it. */
  remember(anchor2, node2) {
    if (this.seen.has(node2)) return;
    this.seen.add(node2);
    this.anchors.set(anchor2, node2);
  }
  duplicate(name5, first, at) {
    const { line: line2 } = this.position(first.keyAt ?? first.at);
    this.content(
      `key ${quote(name5)} is there twice, first in line ${line2}`,
      "Take one of them out, or rename it.",
      at
    );
  }
  content(message, hint, at) {
    this.problems.push({ kind: "content", message, hint, at });
  }
  stop(message, at) {
    throw new Unreadable(message, at, this.problems);
  }
};
function withMerged(own3, merged) {
  if (merged.length === 0) return own3;
  const layers = [...merged].reverse().map((map) => map.children);
  return new Map([...layers, own3].flatMap((layer) => [...layer]));
}
function isPlainObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/config/read-yaml.ts
var MAX_FILE_BYTES = 1024 ** 2;
var MESSAGES = {
  MULTIPLE_DOCS: "a second document starts here: the file must hold one"
};
function readYaml(text2, isText2) {
  const lines2 = new import_yaml2.LineCounter();
  const position = (at) => {
    const { line: line2, col } = lines2.linePos(at);
    return { line: Math.max(line2, 1), column: Math.max(col, 1) };
  };
  const failed3 = (problems) => ({ root: null, problems, position });
  if (Buffer.byteLength(text2) > MAX_FILE_BYTES) {
    return failed3([syntax("the file is larger than 1 MiB", 0, "Is this the right file?")]);
  }
  try {
    const document = (0, import_yaml2.parseDocument)(text2, {
      schema: "core",
      merge: true,
      // Found by the reader below, which also says where the first one is.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "error",
      lineCounter: lines2
    });
    const broken = [...document.errors, ...document.warnings];
    if (broken.length > 0) {
      return failed3(broken.map((error2) => syntax(MESSAGES[error2.code] ?? error2.message, error2.pos[0])));
    }
    if (document.contents === null || (0, import_yaml2.isScalar)(document.contents) && document.contents.value === null) {
      return failed3([
        { kind: "content", message: "the file is empty", hint: 'It needs "targets" and "scenarios".', at: 0 }
      ]);
    }
    return { ...locatedValues(document.contents, isText2, position), position };
  } catch (error2) {
    if (error2 instanceof Unreadable) return failed3([...error2.earlier, syntax(error2.message, error2.at)]);
    if (error2 instanceof RangeError) return failed3([syntax("the file is nested too deep", 0)]);
    throw error2;
  }
}
function syntax(message, at, hint = "Correct the YAML; an editor with YAML support shows the place.") {
  return { kind: "syntax", message, hint, at };
}

// src/config/references.ts
function findReferences(root) {
  const targets = Object.keys(mapping(valueIn(root, ["targets"]).value));
  const scenarios = Object.keys(mapping(valueIn(root, ["scenarios"]).value));
  if (targets.length === 0) return [];
  const findings = [];
  const used = /* @__PURE__ */ new Set();
  for (const scenario2 of scenarios) {
    const { value } = valueIn(root, ["scenarios", scenario2, "targets"]);
    if (!isNames(value)) for (const target2 of targets) used.add(target2);
    else findings.push(...listed(value, scenario2, targets, used));
  }
  const unused = scenarios.length === 0 ? [] : targets.filter((target2) => !used.has(target2));
  return findings.length > 0 ? findings : unused.map(withoutScenario);
}
function listed(names2, scenario2, targets, used) {
  const findings = [];
  const seen = /* @__PURE__ */ new Set();
  for (const [index, name5] of names2.entries()) {
    const path = ["scenarios", scenario2, "targets", index];
    if (seen.has(name5)) {
      const message = `target ${quote(name5)} is there twice`;
      findings.push({ path, points: "value", about: path, message, hint: "Take one of them out." });
    } else if (!targets.includes(name5)) {
      const near = nearest(name5, targets);
      const question = near === null ? "" : `; did you mean ${quote(near)}?`;
      const message = `unknown target ${quote(name5)}${question}`;
      findings.push({
        path,
        points: "value",
        about: path,
        message,
        hint: `Known targets: ${targets.join(", ")}.`
      });
    }
    seen.add(name5);
    used.add(name5);
  }
  return findings;
}
function withoutScenario(target2) {
  return {
    path: ["targets", target2],
    points: "key",
    about: null,
    message: `target ${quote(target2)} has no scenario: every scenario names other targets`,
    hint: "Add it to the targets of a scenario, or take it out."
  };
}
function isNames(value) {
  return Array.isArray(value) && value.length > 0 && value.every((name5) => typeof name5 === "string");
}
function mapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

// src/config/defaults.ts
var SECOND = 1e3;
var MINUTE = 60 * SECOND;
var DEFAULT_CAPS = {
  // One CPU, as in the published comparisons (1 vCPU, 1 GB): leaves the other core of a small runner to
  // the load generator, and makes a single-threaded server's limit visible.
  cpus: 1,
  memoryBytes: 1024 ** 3,
  // Far above what a server forks, far below what would take the runner down.
  pids: 512,
  // 10,000 connections in, and room for files and calls. An engine can only grant what it has itself, and
  // 20,000 is the least that was seen.
  openFiles: 16384
};
var DEFAULT_BUDGET_MS = 10 * MINUTE;
var DEFAULT_COMPARE = "duet";
var DEFAULT_GATE = {
  // About four times the spread of one duet generation (0.76 %), so that a handful of them decides.
  slower: 0.03,
  // Service time is measured in short rounds on one connection and spreads more than throughput.
  latency: 0.1,
  // Allocators grow in steps; below this, the same code differs from itself.
  memory: 0.1,
  // An undecided cell says something about the runner, not about the pull request.
  onInconclusive: "warn"
};
var DEFAULT_MEASURE = {
  // The fewest that give a usable t interval on a quiet machine (3 degrees of freedom).
  screenGenerations: 4,
  // One more than the screen: a flagged cell is decided on new data alone, with Holm's correction.
  confirmGenerations: 5,
  // Screen, confirm and three more; beyond it, a noisy runner only gets slower, not quieter.
  maxGenerations: 12,
  // Imports, connection pools and JITs of small services are warm within a second of full load.
  warmupMs: SECOND,
  // Thousands of requests a side, and short enough that both sides see the same neighbours.
  duetMs: 1200,
  // Absolute figures are for the table, not for the verdict.
  soloMs: SECOND,
  // One connection: a few hundred requests are enough for the median service time.
  probeMs: 300,
  // Connections open and generators start within 150 ms at both ends; rates leave that out.
  trimMs: 150,
  // No queue at all: what is measured is the service time.
  probeConnections: 1
};
var DEFAULT_CONNECTIONS = 32;
var DEFAULT_UPSTREAM_CONNECTIONS = 64;
var DEFAULT_TIMEOUT_MS = 10 * SECOND;
var DEFAULT_READY_TIMEOUT_MS = MINUTE;
var DEFAULT_UPSTREAM_DELAY_MS = 100;

// src/config/resolve.ts
function resolveConfig(input, file, locations) {
  const caps4 = withCaps(DEFAULT_CAPS, input.caps);
  const { gate: gate2 = {}, measure: measure4 = {} } = input;
  return {
    file,
    budgetMs: input.budget ?? DEFAULT_BUDGET_MS,
    compare: input.compare ?? DEFAULT_COMPARE,
    gate: {
      slower: gate2.slower ?? DEFAULT_GATE.slower,
      latency: gate2.latency ?? DEFAULT_GATE.latency,
      memory: gate2.memory ?? DEFAULT_GATE.memory,
      onInconclusive: gate2["on-inconclusive"] ?? DEFAULT_GATE.onInconclusive
    },
    measure: {
      screenGenerations: measure4["screen-generations"] ?? DEFAULT_MEASURE.screenGenerations,
      confirmGenerations: measure4["confirm-generations"] ?? DEFAULT_MEASURE.confirmGenerations,
      maxGenerations: measure4["max-generations"] ?? DEFAULT_MEASURE.maxGenerations,
      warmupMs: measure4["warm-up"] ?? DEFAULT_MEASURE.warmupMs,
      duetMs: measure4.duet ?? DEFAULT_MEASURE.duetMs,
      soloMs: measure4.solo ?? DEFAULT_MEASURE.soloMs,
      probeMs: measure4.probe ?? DEFAULT_MEASURE.probeMs,
      trimMs: measure4.trim ?? DEFAULT_MEASURE.trimMs,
      probeConnections: measure4["probe-connections"] ?? DEFAULT_MEASURE.probeConnections
    },
    targets: Object.entries(input.targets).map(
      ([name5, target2]) => resolveTarget(name5, target2, caps4, locations("targets", name5))
    ),
    scenarios: Object.entries(input.scenarios).map(
      ([name5, scenario2]) => resolveScenario(name5, scenario2, locations("scenarios", name5))
    )
  };
}
function withCaps(base, given2 = {}) {
  return {
    cpus: given2.cpus ?? base.cpus,
    memoryBytes: given2.memory ?? base.memoryBytes,
    pids: given2.pids ?? base.pids,
    openFiles: given2["open-files"] ?? base.openFiles
  };
}
function resolveTarget(name5, given2, caps4, location) {
  return {
    name: name5,
    build: given2.build === void 0 ? null : resolveBuild(given2.build),
    command: given2.command ?? null,
    port: given2.port,
    env: given2.env ?? {},
    ready: given2.ready === void 0 ? null : resolveRequest(given2.ready),
    readyTimeoutMs: given2["ready-timeout"] ?? DEFAULT_READY_TIMEOUT_MS,
    caps: withCaps(caps4, given2.caps),
    network: given2.network ?? "internal",
    location
  };
}
function resolveBuild({ context, dockerfile, args }) {
  const inside = context === "." ? "Dockerfile" : `${context}/Dockerfile`;
  return { context, dockerfile: dockerfile ?? inside, args: args ?? {} };
}
function resolveScenario(name5, given2, location) {
  const upstream = resolveUpstream(given2.upstream);
  return {
    name: name5,
    request: resolveRequest(given2.request),
    expect: resolveExpectation(given2.expect),
    upstream,
    connections: given2.connections ?? (upstream === null ? DEFAULT_CONNECTIONS : DEFAULT_UPSTREAM_CONNECTIONS),
    timeoutMs: given2.timeout ?? DEFAULT_TIMEOUT_MS,
    targets: given2.targets ?? null,
    location
  };
}
function resolveRequest({ method, path, headers, body }) {
  return { method: method ?? "GET", path, headers: headers ?? {}, body: body ?? null };
}
function resolveExpectation(given2 = {}) {
  const headers = Object.entries(given2.headers ?? {}).map(([name5, value]) => [name5.toLowerCase(), value]);
  return {
    status: given2.status ?? null,
    headers: Object.fromEntries(headers),
    body: given2.body ?? null,
    ..."json" in given2 && given2.json !== void 0 ? { json: given2.json } : {}
  };
}
function resolveUpstream(given2) {
  if (given2 === void 0 || given2 === false) return null;
  const { delay: delay2, calls, reuse, pool } = given2 === true ? {} : given2;
  return {
    delayMs: delay2 ?? DEFAULT_UPSTREAM_DELAY_MS,
    calls: calls ?? null,
    reuse: reuse ?? null,
    pool: pool ?? null
  };
}

// node_modules/zod/v4/core/util.js
var util_exports = {};
__export(util_exports, {
  BIGINT_FORMAT_RANGES: () => BIGINT_FORMAT_RANGES,
  CONSTANT_CATCH: () => CONSTANT_CATCH,
  Class: () => Class,
  NUMBER_FORMAT_RANGES: () => NUMBER_FORMAT_RANGES,
  aborted: () => aborted,
  allowsEval: () => allowsEval,
  assert: () => assert,
  assertEqual: () => assertEqual,
  assertIs: () => assertIs,
  assertNever: () => assertNever,
  assertNotEqual: () => assertNotEqual,
  assignProp: () => assignProp,
  attachSchema: () => attachSchema,
  base64ToUint8Array: () => base64ToUint8Array,
  base64urlToUint8Array: () => base64urlToUint8Array,
  cached: () => cached,
  captureStackTrace: () => captureStackTrace,
  cleanEnum: () => cleanEnum,
  cleanRegex: () => cleanRegex,
  clone: () => clone,
  cloneDef: () => cloneDef,
  codePointLength: () => codePointLength,
  constantCatch: () => constantCatch,
  createTransparentProxy: () => createTransparentProxy,
  defineLazy: () => defineLazy,
  defineLazyInternal: () => defineLazyInternal,
  derived: () => derived,
  esc: () => esc,
  escapeRegex: () => escapeRegex,
  explicitlyAborted: () => explicitlyAborted,
  extend: () => extend,
  finalizeIssue: () => finalizeIssue,
  floatSafeRemainder: () => floatSafeRemainder,
  getElementAtPath: () => getElementAtPath,
  getEnumValues: () => getEnumValues,
  getLengthableOrigin: () => getLengthableOrigin,
  getParsedType: () => getParsedType,
  getSizableOrigin: () => getSizableOrigin,
  hexToUint8Array: () => hexToUint8Array,
  hide: () => hide,
  installLazyProp: () => installLazyProp,
  isObject: () => isObject,
  isPlainObject: () => isPlainObject2,
  issue: () => issue,
  joinValues: () => joinValues,
  jsonStringifyReplacer: () => jsonStringifyReplacer,
  members: () => members,
  merge: () => merge,
  mergeDefs: () => mergeDefs,
  normalizeParams: () => normalizeParams,
  nullish: () => nullish,
  numKeys: () => numKeys,
  objectClone: () => objectClone,
  omit: () => omit,
  optionalKeys: () => optionalKeys,
  own: () => own,
  parsedType: () => parsedType,
  partial: () => partial,
  pick: () => pick,
  prefixIssues: () => prefixIssues,
  primitiveTypes: () => primitiveTypes,
  promiseAllObject: () => promiseAllObject,
  propertyKeyTypes: () => propertyKeyTypes,
  randomString: () => randomString,
  rawShape: () => rawShape,
  required: () => required,
  safeExtend: () => safeExtend,
  shallowClone: () => shallowClone,
  sizeCaps: () => sizeCaps,
  slugify: () => slugify,
  stringifyPrimitive: () => stringifyPrimitive,
  toZod: () => toZod,
  uint8ArrayToBase64: () => uint8ArrayToBase64,
  uint8ArrayToBase64url: () => uint8ArrayToBase64url,
  uint8ArrayToHex: () => uint8ArrayToHex,
  unwrapMessage: () => unwrapMessage
});
function assertEqual(val) {
  return val;
}
function assertNotEqual(val) {
  return val;
}
function toZod() {
  return (schema) => schema;
}
function assertIs(_arg) {
}
function assertNever(_x) {
  throw new Error("Unexpected value in exhaustive check");
}
function assert(_) {
}
function getEnumValues(entries) {
  const numericValues = Object.values(entries).filter((v) => typeof v === "number");
  const values = Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
  return values;
}
function joinValues(array2, separator = "|") {
  return array2.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value) {
  if (typeof value === "bigint")
    return value.toString();
  return value;
}
var Cached = class {
  constructor(getter) {
    this._getter = getter;
    this._value = void 0;
  }
  get value() {
    const getter = this._getter;
    if (getter !== void 0) {
      this._value = getter();
      this._getter = void 0;
    }
    return this._value;
  }
};
function cached(getter) {
  return new Cached(getter);
}
function nullish(input) {
  return input === null || input === void 0;
}
function cleanRegex(source) {
  const start2 = source.startsWith("^") ? 1 : 0;
  const end = source.endsWith("$") ? source.length - 1 : source.length;
  return source.slice(start2, end);
}
function floatSafeRemainder(val, step) {
  const ratio2 = val / step;
  const roundedRatio = Math.round(ratio2);
  const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio2), 1);
  if (Math.abs(ratio2 - roundedRatio) < tolerance)
    return 0;
  return ratio2 - roundedRatio;
}
var EVALUATING = /* @__PURE__ */ Symbol("evaluating");
function defineLazy(object2, key, getter) {
  let value = void 0;
  Object.defineProperty(object2, key, {
    get() {
      if (value === EVALUATING) {
        return void 0;
      }
      if (value === void 0) {
        value = EVALUATING;
        value = getter();
      }
      return value;
    },
    set(v) {
      Object.defineProperty(object2, key, {
        value: v
        // configurable: true,
      });
    },
    configurable: true
  });
}
function objectClone(obj) {
  return Object.create(Object.getPrototypeOf(obj), Object.getOwnPropertyDescriptors(obj));
}
function assignProp(target2, prop, value) {
  Object.defineProperty(target2, prop, {
    value,
    writable: true,
    enumerable: true,
    configurable: true
  });
}
function rawShape(def) {
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  return desc?.get ? desc.get.raw : desc?.value;
}
function sourceShape(schema) {
  return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}
function deferProp(target2, key, getter) {
  Object.defineProperty(target2, key, {
    get() {
      const value = getter();
      assignProp(this, key, value);
      return value;
    },
    enumerable: true,
    configurable: true
  });
}
function putProp(target2, key, value) {
  if (key in target2)
    assignProp(target2, key, value);
  else
    target2[key] = value;
}
function mirrorShape(target2, source, keys, wrap2) {
  const raw = sourceShape(source);
  for (const key of keys) {
    const desc = Object.getOwnPropertyDescriptor(raw, key);
    if (!desc.enumerable)
      continue;
    if (desc.get) {
      deferProp(target2, key, () => {
        const value = source._zod.def.shape[key];
        return wrap2 ? wrap2(value, key) : value;
      });
    } else
      putProp(target2, key, wrap2 ? wrap2(desc.value, key) : desc.value);
  }
}
function mirrorProps(target2, source) {
  for (const key of Reflect.ownKeys(source)) {
    const desc = Object.getOwnPropertyDescriptor(source, key);
    if (!desc.enumerable)
      continue;
    if (desc.get)
      deferProp(target2, key, () => source[key]);
    else
      putProp(target2, key, desc.value);
  }
}
function mergeDefs(...defs) {
  const mergedDescriptors = {};
  for (const def of defs) {
    const descriptors = Object.getOwnPropertyDescriptors(def);
    Object.assign(mergedDescriptors, descriptors);
  }
  return Object.defineProperties({}, mergedDescriptors);
}
function cloneDef(schema) {
  return mergeDefs(schema._zod.def);
}
function getElementAtPath(obj, path) {
  if (!path)
    return obj;
  return path.reduce((acc, key) => acc?.[key], obj);
}
function promiseAllObject(promisesObj) {
  const keys = Object.keys(promisesObj);
  const promises = keys.map((key) => promisesObj[key]);
  return Promise.all(promises).then((results) => {
    const resolvedObj = {};
    for (let i = 0; i < keys.length; i++) {
      resolvedObj[keys[i]] = results[i];
    }
    return resolvedObj;
  });
}
function randomString(length = 10) {
  const chars = "abcdefghijklmnopqrstuvwxyz";
  let str = "";
  for (let i = 0; i < length; i++) {
    str += chars[Math.floor(Math.random() * chars.length)];
  }
  return str;
}
function esc(str) {
  return JSON.stringify(str);
}
function slugify(input) {
  return input.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
}
var captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {
};
function isObject(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
var allowsEval = /* @__PURE__ */ cached(() => {
  if (globalConfig.jitless) {
    return false;
  }
  if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) {
    return false;
  }
  try {
    const F = Function;
    new F("");
    return true;
  } catch (_) {
    return false;
  }
});
function isPlainObject2(o) {
  if (isObject(o) === false)
    return false;
  const ctor = o.constructor;
  if (ctor === void 0)
    return true;
  if (typeof ctor !== "function")
    return true;
  const prot = ctor.prototype;
  if (isObject(prot) === false)
    return false;
  if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) {
    return false;
  }
  return true;
}
function shallowClone(o) {
  if (isPlainObject2(o))
    return { ...o };
  if (Array.isArray(o))
    return [...o];
  if (o instanceof Map)
    return new Map(o);
  if (o instanceof Set)
    return new Set(o);
  return o;
}
function numKeys(data) {
  let keyCount = 0;
  for (const key in data) {
    if (Object.prototype.hasOwnProperty.call(data, key)) {
      keyCount++;
    }
  }
  return keyCount;
}
var getParsedType = (data) => {
  const t = typeof data;
  switch (t) {
    case "undefined":
      return "undefined";
    case "string":
      return "string";
    case "number":
      return Number.isNaN(data) ? "nan" : "number";
    case "boolean":
      return "boolean";
    case "function":
      return "function";
    case "bigint":
      return "bigint";
    case "symbol":
      return "symbol";
    case "object":
      if (Array.isArray(data)) {
        return "array";
      }
      if (data === null) {
        return "null";
      }
      if (data.then && typeof data.then === "function" && data.catch && typeof data.catch === "function") {
        return "promise";
      }
      if (typeof Map !== "undefined" && data instanceof Map) {
        return "map";
      }
      if (typeof Set !== "undefined" && data instanceof Set) {
        return "set";
      }
      if (typeof Date !== "undefined" && data instanceof Date) {
        return "date";
      }
      if (typeof File !== "undefined" && data instanceof File) {
        return "file";
      }
      return "object";
    default:
      throw new Error(`Unknown data type: ${t}`);
  }
};
var propertyKeyTypes = /* @__PURE__ */ new Set(["string", "number", "symbol"]);
var primitiveTypes = /* @__PURE__ */ new Set([
  "string",
  "number",
  "bigint",
  "boolean",
  "symbol",
  "undefined"
]);
function escapeRegex(str) {
  return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
  const cl = new inst._zod.constr(def ?? inst._zod.def);
  if (!def || params?.parent)
    cl._zod.parent = inst;
  return cl;
}
function normalizeParams(_params) {
  const params = _params;
  if (!params)
    return {};
  if (typeof params === "string")
    return { error: () => params };
  if (params?.message !== void 0) {
    if (params?.error !== void 0)
      throw new Error("Cannot specify both `message` and `error` params");
    params.error = params.message;
  }
  delete params.message;
  if (typeof params.error === "string")
    return { ...params, error: () => params.error };
  return params;
}
function createTransparentProxy(getter) {
  let target2;
  return new Proxy({}, {
    get(_, prop, receiver) {
      target2 ?? (target2 = getter());
      return Reflect.get(target2, prop, receiver);
    },
    set(_, prop, value, receiver) {
      target2 ?? (target2 = getter());
      return Reflect.set(target2, prop, value, receiver);
    },
    has(_, prop) {
      target2 ?? (target2 = getter());
      return Reflect.has(target2, prop);
    },
    deleteProperty(_, prop) {
      target2 ?? (target2 = getter());
      return Reflect.deleteProperty(target2, prop);
    },
    ownKeys(_) {
      target2 ?? (target2 = getter());
      return Reflect.ownKeys(target2);
    },
    getOwnPropertyDescriptor(_, prop) {
      target2 ?? (target2 = getter());
      return Reflect.getOwnPropertyDescriptor(target2, prop);
    },
    defineProperty(_, prop, descriptor) {
      target2 ?? (target2 = getter());
      return Reflect.defineProperty(target2, prop, descriptor);
    }
  });
}
function stringifyPrimitive(value) {
  if (typeof value === "bigint")
    return value.toString() + "n";
  if (typeof value === "string")
    return `"${value}"`;
  return `${value}`;
}
function optionalKeys(shape2) {
  return Object.keys(shape2).filter((k) => {
    return shape2[k]._zod.optin !== void 0 && shape2[k]._zod.optout === "optional";
  });
}
var NUMBER_FORMAT_RANGES = /* @__PURE__ */ (() => ({
  safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  float32: [-34028234663852886e22, 34028234663852886e22],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
var BIGINT_FORMAT_RANGES = {
  int64: [/* @__PURE__ */ BigInt("-9223372036854775808"), /* @__PURE__ */ BigInt("9223372036854775807")],
  uint64: [/* @__PURE__ */ BigInt(0), /* @__PURE__ */ BigInt("18446744073709551615")]
};
function pick(schema, mask) {
  const currDef = schema._zod.def;
  const checks = currDef.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    throw new Error(".pick() cannot be used on object schemas containing refinements");
  }
  const newShape = {};
  mirrorShape(newShape, schema, maskedKeys(schema, mask));
  return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
function maskedKeys(schema, mask) {
  const raw = sourceShape(schema);
  const keys = [];
  for (const key of Reflect.ownKeys(mask)) {
    if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) {
      throw new Error(`Unrecognized key: "${String(key)}"`);
    }
    if (mask[key])
      keys.push(key);
  }
  return keys;
}
function omit(schema, mask) {
  const currDef = schema._zod.def;
  const checks = currDef.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    throw new Error(".omit() cannot be used on object schemas containing refinements");
  }
  const omitted = new Set(maskedKeys(schema, mask));
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)).filter((key) => !omitted.has(key)));
  return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
function extend(schema, shape2) {
  if (!isPlainObject2(shape2)) {
    throw new Error("Invalid input to extend: expected a plain object");
  }
  const checks = schema._zod.def.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    const existingShape = sourceShape(schema);
    for (const key of Reflect.ownKeys(shape2)) {
      if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) {
        throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
      }
    }
  }
  return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape2) }));
}
function extended(schema, shape2) {
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
  mirrorProps(newShape, shape2);
  return newShape;
}
function safeExtend(schema, shape2) {
  if (!isPlainObject2(shape2)) {
    throw new Error("Invalid input to safeExtend: expected a plain object");
  }
  return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape2) }));
}
function merge(a, b) {
  if (!b?._zod?.def) {
    throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
  }
  if (a._zod.def.checks?.length) {
    throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
  }
  const newShape = {};
  mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
  mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
  const def = mergeDefs(a._zod.def, {
    shape: newShape,
    get catchall() {
      return b._zod.def.catchall;
    },
    checks: b._zod.def.checks ?? []
  });
  return clone(a, def);
}
function partial(Class2, schema, mask, name5 = "partial") {
  const currDef = schema._zod.def;
  const checks = currDef.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    throw new Error(`.${name5}() cannot be used on object schemas containing refinements`);
  }
  const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), Class2 && ((value, key) => selected && !selected.has(key) ? value : new Class2({ type: "optional", innerType: value })));
  return clone(schema, mergeDefs(schema._zod.def, { shape: newShape, checks: [] }));
}
function required(Class2, schema, mask) {
  const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), (value, key) => (
    // overwrite with non-optional
    selected && !selected.has(key) ? value : new Class2({ type: "nonoptional", innerType: value })
  ));
  return clone(schema, mergeDefs(schema._zod.def, { shape: newShape }));
}
function aborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue !== true) {
      return true;
    }
  }
  return false;
}
function explicitlyAborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue === false) {
      return true;
    }
  }
  return false;
}
function prefixIssues(path, issues) {
  return issues.map((iss) => {
    var _a3;
    (_a3 = iss).path ?? (_a3.path = []);
    iss.path.unshift(path);
    return iss;
  });
}
function unwrapMessage(message) {
  return typeof message === "string" ? message : message?.message;
}
function sizeCaps(defChecks) {
  const caps4 = [];
  for (const ch of defChecks ?? []) {
    const d = ch._zod.def;
    if (!/_(length|size)$|_equals$/.test(d.check))
      break;
    const max = d.maximum ?? d.length ?? d.size;
    if (max >= 0)
      caps4.push([max, ch]);
  }
  return caps4;
}
function attachSchema(issues, start2, inst) {
  var _a3;
  for (let i = start2; i < issues.length; i++) {
    (_a3 = issues[i]).schema ?? (_a3.schema = inst);
  }
}
function finalizeIssue(iss, ctx, config2) {
  var _a3;
  const traits = iss.inst?._zod?.traits;
  if (traits?.has("$ZodType")) {
    if (traits.has("$ZodCheck"))
      (_a3 = iss).schema ?? (_a3.schema = iss.inst);
    else
      iss.schema = iss.inst;
  }
  const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
  const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config2.customError?.(iss)) ?? unwrapMessage(config2.localeError?.(iss)) ?? "Invalid input";
  const full = {};
  for (const k of Object.keys(iss)) {
    if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__")
      continue;
    full[k] = iss[k];
  }
  full.path ?? (full.path = []);
  full.message = message;
  if (ctx?.reportInput) {
    full.input = iss.input;
  }
  return full;
}
function getSizableOrigin(input) {
  if (input instanceof Set)
    return "set";
  if (input instanceof Map)
    return "map";
  if (input instanceof File)
    return "file";
  return "unknown";
}
var highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
  const units = str.length;
  if (!highSurrogate.test(str))
    return units;
  let count4 = units;
  for (let i = 0; i < units - 1; i++) {
    if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
      count4--;
      i++;
    }
  }
  return count4;
}
function getLengthableOrigin(input) {
  if (Array.isArray(input))
    return "array";
  if (typeof input === "string")
    return "string";
  return "unknown";
}
function parsedType(data) {
  const t = typeof data;
  switch (t) {
    case "number": {
      return Number.isNaN(data) ? "nan" : "number";
    }
    case "object": {
      if (data === null) {
        return "null";
      }
      if (Array.isArray(data)) {
        return "array";
      }
      const obj = data;
      if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) {
        return obj.constructor.name;
      }
    }
  }
  return t;
}
function issue(...args) {
  const [iss, input, inst] = args;
  if (typeof iss === "string") {
    return {
      message: iss,
      code: "custom",
      input,
      inst
    };
  }
  return { ...iss };
}
function cleanEnum(obj) {
  return Object.entries(obj).filter(([k, _]) => {
    return Number.isNaN(Number.parseInt(k, 10));
  }).map((el) => el[1]);
}
function base64ToUint8Array(base642) {
  const binaryString = atob(base642);
  const bytes2 = new Uint8Array(binaryString.length);
  for (let i = 0; i < binaryString.length; i++) {
    bytes2[i] = binaryString.charCodeAt(i);
  }
  return bytes2;
}
function uint8ArrayToBase64(bytes2) {
  let binaryString = "";
  for (let i = 0; i < bytes2.length; i++) {
    binaryString += String.fromCharCode(bytes2[i]);
  }
  return btoa(binaryString);
}
function base64urlToUint8Array(base64url2) {
  const base642 = base64url2.replace(/-/g, "+").replace(/_/g, "/");
  const padding = "=".repeat((4 - base642.length % 4) % 4);
  return base64ToUint8Array(base642 + padding);
}
function uint8ArrayToBase64url(bytes2) {
  return uint8ArrayToBase64(bytes2).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
function hexToUint8Array(hex) {
  const cleanHex = hex.replace(/^0x/, "");
  if (cleanHex.length % 2 !== 0) {
    throw new Error("Invalid hex string length");
  }
  const bytes2 = new Uint8Array(cleanHex.length / 2);
  for (let i = 0; i < cleanHex.length; i += 2) {
    bytes2[i / 2] = Number.parseInt(cleanHex.slice(i, i + 2), 16);
  }
  return bytes2;
}
function uint8ArrayToHex(bytes2) {
  return Array.from(bytes2).map((b) => b.toString(16).padStart(2, "0")).join("");
}
var Class = class {
  constructor(..._args) {
  }
};
function members(proto, table4) {
  for (const key in table4) {
    const desc = Object.getOwnPropertyDescriptor(table4, key);
    if (desc.get)
      Object.defineProperty(proto, key, { ...desc, enumerable: false });
    else
      defineBound(proto, key, desc.value);
  }
}
function own(inst, key, value, enumerable = true) {
  Object.defineProperty(inst, key, { configurable: true, writable: true, enumerable, value });
  return value;
}
function hide(inst, key, value) {
  return own(inst, key, value, false);
}
// @__NO_SIDE_EFFECTS__
function derived(computes, table4) {
  for (const key in computes) {
    const compute = computes[key];
    Object.defineProperty(table4, key, {
      configurable: true,
      enumerable: true,
      get() {
        return own(this, key, compute(this));
      },
      set(value) {
        own(this, key, value);
      }
    });
  }
  return table4;
}
function defineBound(proto, key, fn) {
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      return this == null ? fn : own(this, key, fn.bind(this));
    },
    set(value) {
      own(this, key, value);
    }
  });
}
function claim(inst, sentinel) {
  const proto = Object.getPrototypeOf(inst);
  return sentinel in proto ? void 0 : proto;
}
var installing;
var broke = false;
var breaker = {
  configurable: true,
  get() {
    broke = true;
    return void 0;
  }
};
function defineLazyInternal(inst, key, compute) {
  const proto = Object.getPrototypeOf(inst._zod);
  if (key in proto && installing !== inst._zod) {
    installing = void 0;
    return;
  }
  installing = inst._zod;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      Object.defineProperty(this, key, breaker);
      const outer = broke;
      broke = false;
      try {
        const value = compute(this);
        if (broke)
          delete this[key];
        else
          Object.defineProperty(this, key, { configurable: true, writable: true, value });
        broke = broke || outer;
        return value;
      } catch (err) {
        delete this[key];
        broke = broke || outer;
        throw err;
      }
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, value });
    }
  });
}
function installLazyProp(inst, key, make, enumerable) {
  const proto = claim(inst, key);
  if (!proto)
    return;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      const desc = { configurable: true, writable: true, enumerable, value: void 0 };
      Object.defineProperty(this, key, desc);
      desc.value = make(this);
      Object.defineProperty(this, key, desc);
      return desc.value;
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, enumerable, value });
    }
  });
}
var CONSTANT_CATCH = "~constantCatch";
function constantCatch(value) {
  const fn = () => value;
  fn[CONSTANT_CATCH] = true;
  return fn;
}

// node_modules/zod/v4/core/core.js
var _a;
var NEVER = /* @__PURE__ */ Object.freeze({
  status: "aborted"
});
var _zodDesc = { value: void 0, enumerable: false };
var _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
  const E = _E;
  if (E) {
    const saved = E.stackTraceLimit;
    if (typeof saved === "number") {
      try {
        E.stackTraceLimit = 0;
      } catch {
        _E = null;
        return new Definition();
      }
      try {
        return new Definition();
      } finally {
        E.stackTraceLimit = saved;
      }
    }
  }
  return new Definition();
}
// @__NO_SIDE_EFFECTS__
function $constructor(name5, initializer3, proto, params) {
  const zodProto = {};
  function Internals(def) {
    this.def = def;
    this.constr = _;
    this.traits = /* @__PURE__ */ new Set();
  }
  Internals.prototype = zodProto;
  const protoMembers = proto;
  const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
  function init(inst, def) {
    if (!inst._zod) {
      _zodDesc.value = new Internals(def);
      try {
        Object.defineProperty(inst, "_zod", _zodDesc);
      } finally {
        _zodDesc.value = void 0;
      }
    } else if (inst._zod.traits.has(name5)) {
      return;
    }
    inst._zod.traits.add(name5);
    initializer3(inst, def);
    if (initialized) {
      const own3 = Object.getPrototypeOf(inst);
      const ctorProto = inst._zod.constr.prototype;
      let up = own3;
      while (up && up !== ctorProto)
        up = Object.getPrototypeOf(up);
      const target2 = up ?? own3;
      if (!initialized.has(target2)) {
        initialized.add(target2);
        members(target2, protoMembers);
      }
    }
    const proto2 = _.prototype;
    for (const k in proto2) {
      if (!Object.prototype.hasOwnProperty.call(proto2, k))
        continue;
      if (!(k in inst)) {
        inst[k] = proto2[k].bind(inst);
      }
    }
  }
  const Parent = params?.Parent ?? Object;
  class Definition extends Parent {
  }
  Object.defineProperty(Definition, "name", { value: name5 });
  function _(def) {
    const inst = params?.Parent ? newError(Definition) : this;
    init(inst, def);
    const deferred = inst._zod.deferred;
    if (deferred) {
      for (const fn of deferred) {
        fn();
      }
      inst._zod.deferred = void 0;
    }
    const pp = globalThis.__zod_globalConfig?.postProcessor;
    if (pp)
      pp(inst);
    return inst;
  }
  Object.defineProperty(_, "init", { value: init });
  Object.defineProperty(_, Symbol.hasInstance, {
    value: (inst) => {
      if (params?.Parent && inst instanceof params.Parent)
        return true;
      return inst?._zod?.traits?.has(name5);
    }
  });
  Object.defineProperty(_, "name", { value: name5 });
  return _;
}
var $ZodAsyncError = class extends Error {
  constructor() {
    super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
  }
};
var $ZodEncodeError = class extends Error {
  constructor(name5) {
    super(`Encountered unidirectional transform during encode: ${name5}`);
    this.name = "ZodEncodeError";
  }
};
(_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
var globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
  if (newConfig)
    Object.assign(globalConfig, newConfig);
  return globalConfig;
}

// node_modules/zod/v4/core/errors.js
function _getMessage() {
  const internals = this._zod;
  internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
  return internals.message;
}
function _setMessage(value) {
  this._zod.message = value;
}
var _messageDesc = {
  get: _getMessage,
  set: _setMessage,
  enumerable: true,
  configurable: true
};
var _issuesDesc = { value: void 0, enumerable: false };
var _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
var initializer = (inst, def) => {
  inst.name = "$ZodError";
  _issuesDesc.value = def;
  Object.defineProperty(inst, "issues", _issuesDesc);
  _issuesDesc.value = void 0;
  Object.defineProperty(inst, "message", _messageDesc);
  const proto = Object.getPrototypeOf(inst);
  if (!_installedToString.has(proto)) {
    _installedToString.add(proto);
    Object.defineProperty(proto, "toString", {
      configurable: true,
      enumerable: false,
      get() {
        const value = () => this.message;
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
        return value;
      },
      set(value) {
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
      }
    });
  }
};
var $ZodError = $constructor("$ZodError", initializer);
var $ZodRealError = $constructor("$ZodError", initializer, void 0, {
  Parent: Error
});
function node(obj, key, make) {
  if (!Object.prototype.hasOwnProperty.call(obj, key)) {
    if (key === "__proto__") {
      Object.defineProperty(obj, key, { value: make(), writable: true, enumerable: true, configurable: true });
    } else {
      obj[key] = make();
    }
  }
  return obj[key];
}
function flattenError(error2, mapper = (issue2) => issue2.message) {
  const fieldErrors = {};
  const formErrors = [];
  for (const sub of error2.issues) {
    if (sub.path.length > 0) {
      node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
    } else {
      formErrors.push(mapper(sub));
    }
  }
  return { formErrors, fieldErrors };
}
function formatError(error2, mapper = (issue2) => issue2.message) {
  const fieldErrors = { _errors: [] };
  const processError = (error3, path = []) => {
    for (const issue2 of error3.issues) {
      if (issue2.code === "invalid_union" && issue2.errors.length) {
        issue2.errors.map((issues) => processError({ issues }, [...path, ...issue2.path]));
      } else if (issue2.code === "invalid_key") {
        processError({ issues: issue2.issues }, [...path, ...issue2.path]);
      } else if (issue2.code === "invalid_element") {
        processError({ issues: issue2.issues }, [...path, ...issue2.path]);
      } else {
        const fullpath = [...path, ...issue2.path];
        if (fullpath.length === 0) {
          fieldErrors._errors.push(mapper(issue2));
        } else {
          let curr = fieldErrors;
          let i = 0;
          while (i < fullpath.length) {
            const el = fullpath[i];
            const terminal = i === fullpath.length - 1;
            if (el === "_errors") {
              if (terminal)
                curr._errors.push(mapper(issue2));
              i++;
              continue;
            }
            if (!Object.prototype.hasOwnProperty.call(curr, el)) {
              Object.defineProperty(curr, el, {
                value: { _errors: [] },
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
            const node2 = curr[el];
            if (terminal) {
              node2._errors.push(mapper(issue2));
            }
            curr = node2;
            i++;
          }
        }
      }
    }
  };
  processError(error2);
  return fieldErrors;
}

// node_modules/zod/v4/core/parse.js
function finalizeParams(callee, params) {
  return { callee: params?.callee ?? callee, Err: params?.Err };
}
var _parse = (_Err) => {
  const fn = (schema, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
    const result2 = schema._zod.run({ value, issues: [] }, ctx);
    if (result2 instanceof Promise) {
      throw new $ZodAsyncError();
    }
    if (result2.issues.length) {
      const e = new (_params?.Err ?? _Err)(result2.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, _params?.callee ?? fn);
      throw e;
    }
    return result2.value;
  };
  return fn;
};
var _parseAsync = (_Err) => {
  const fn = async (schema, value, _ctx, params) => {
    const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
    let result2 = schema._zod.run({ value, issues: [] }, ctx);
    if (result2 instanceof Promise)
      result2 = await result2;
    if (result2.issues.length) {
      const e = new (params?.Err ?? _Err)(result2.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, params?.callee ?? fn);
      throw e;
    }
    return result2.value;
  };
  return fn;
};
var _safeParse = (_Err) => (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
  const result2 = schema._zod.run({ value, issues: [] }, ctx);
  if (result2 instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result2.issues.length ? failure(_Err, result2.issues, ctx) : { success: true, data: result2.value };
};
function failure(Err, issues, ctx) {
  let error2;
  return {
    success: false,
    get error() {
      if (!error2) {
        error2 = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
        issues = void 0;
        ctx = void 0;
      }
      return error2;
    },
    set error(e) {
      error2 = e;
      issues = void 0;
      ctx = void 0;
    }
  };
}
var _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
  let result2 = schema._zod.run({ value, issues: [] }, ctx);
  if (result2 instanceof Promise)
    result2 = await result2;
  return result2.issues.length ? failure(_Err, result2.issues, ctx) : { success: true, data: result2.value };
};
var COMPILE_INVALID = /* @__PURE__ */ Symbol.for("zod.compile.invalid");
var COMPILE_FALLBACK = /* @__PURE__ */ Symbol.for("zod.compile.fallback");
var validate = ((schema, value, _ctx) => {
  const validator = schema._zod.bag.validator;
  if (validator !== void 0) {
    if (validator(value) !== COMPILE_INVALID)
      return true;
    if (validator.definite === true && _ctx === void 0)
      return false;
  }
  return validateFallback(schema, value, _ctx);
});
function validateFallback(schema, value, _ctx) {
  const ctx = _ctx ? { ..._ctx, async: false, abortEarly: true } : { async: false, abortEarly: true };
  const fallbackRun = schema._zod.bag.fallbackRun;
  let result2;
  if (fallbackRun) {
    ctx[COMPILE_FALLBACK] = true;
    result2 = fallbackRun({ value, issues: [] }, ctx);
  } else {
    result2 = schema._zod.run({ value, issues: [] }, ctx);
  }
  if (result2 instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result2.issues.length === 0;
}
var validateAsync = async (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true, abortEarly: true } : { async: true, abortEarly: true };
  let result2 = schema._zod.run({ value, issues: [] }, ctx);
  if (result2 instanceof Promise)
    result2 = await result2;
  return result2.issues.length === 0;
};
var _encode = (_Err) => {
  const parse2 = _parse(_Err);
  const fn = (schema, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return parse2(schema, value, ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _decode = (_Err) => {
  const parse2 = _parse(_Err);
  const fn = (schema, value, _ctx, _params) => {
    return parse2(schema, value, _ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _encodeAsync = (_Err) => {
  const parseAsync2 = _parseAsync(_Err);
  const fn = async (schema, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return await parseAsync2(schema, value, ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _decodeAsync = (_Err) => {
  const parseAsync2 = _parseAsync(_Err);
  const fn = async (schema, value, _ctx, _params) => {
    return await parseAsync2(schema, value, _ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _safeEncode = (_Err) => (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
  return _safeParse(_Err)(schema, value, ctx);
};
var _safeDecode = (_Err) => (schema, value, _ctx) => {
  return _safeParse(_Err)(schema, value, _ctx);
};
var _safeEncodeAsync = (_Err) => async (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
  return _safeParseAsync(_Err)(schema, value, ctx);
};
var _safeDecodeAsync = (_Err) => async (schema, value, _ctx) => {
  return _safeParseAsync(_Err)(schema, value, _ctx);
};

// node_modules/zod/v4/core/regexes.js
var cuid = /^[cC][0-9a-z]{6,}$/;
var cuid2 = /^[0-9a-z]+$/;
var ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
var xid = /^[0-9a-vA-V]{20}$/;
var ksuid = /^[A-Za-z0-9]{27}$/;
var nanoid = /^[a-zA-Z0-9_-]{21}$/;
function nanoidOfLength(length) {
  return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
}
var duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
var guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
var uuid = (version2) => {
  if (!version2)
    return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
  return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version2}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
};
var email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
var _emoji = `^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;
function emoji() {
  return new RegExp(_emoji, "u");
}
var ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
var ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
var cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
var cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
var base64 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
var base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
var httpProtocol = /^https?$/;
var e164 = /^\+[1-9]\d{6,14}$/;
var dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
function anchor(source) {
  return new RegExp(`^${source}$`);
}
var date = /* @__PURE__ */ anchor(dateSource);
function timeSource(args) {
  const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
  const regex = typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
  return regex;
}
function time(args) {
  return new RegExp(`^${timeSource(args)}$`);
}
function datetime(args) {
  const opts = ["Z"];
  if (args.offset)
    opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
  const qualified = `${timeSource({ precision: args.precision, seconds: true })}(?:${opts.join("|")})`;
  const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
  return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
var anyString = /^[\s\S]{0,}$/;
var integer = /^-?\d+$/;
var number = /^-?\d+(?:\.\d+)?$/;
var boolean = /^(?:true|false)$/i;
var lowercase = /^[^A-Z]*$/;
var uppercase = /^[^a-z]*$/;

// node_modules/zod/v4/core/checks.js
var $ZodCheck = /* @__PURE__ */ $constructor("$ZodCheck", (inst, def) => {
  var _a3;
  inst._zod ?? (inst._zod = {});
  inst._zod.def = def;
  (_a3 = inst._zod).onattach ?? (_a3.onattach = []);
});
var _whenHasLength = (payload) => {
  const val = payload.value;
  return !nullish(val) && val.length !== void 0;
};
var numericOriginMap = {
  number: "number",
  bigint: "bigint",
  object: "date"
};
var $ZodCheckLessThan = /* @__PURE__ */ $constructor("$ZodCheckLessThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value <= def.value : payload.value < def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_big",
      maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckGreaterThan = /* @__PURE__ */ $constructor("$ZodCheckGreaterThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value >= def.value : payload.value > def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_small",
      minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckMultipleOf = /* @__PURE__ */ $constructor("$ZodCheckMultipleOf", (inst, def) => {
  $ZodCheck.init(inst, def);
  inst._zod.check = (payload) => {
    if (typeof payload.value !== typeof def.value)
      throw new Error("Cannot mix number and bigint in multiple_of check.");
    const isMultiple = typeof payload.value === "bigint" ? (
      // `value % 0n` throws, and nothing is a multiple of zero — the number branch already fails this way via NaN
      def.value !== BigInt(0) && payload.value % def.value === BigInt(0)
    ) : floatSafeRemainder(payload.value, def.value) === 0;
    if (isMultiple)
      return;
    payload.issues.push({
      origin: typeof payload.value,
      code: "not_multiple_of",
      divisor: def.value,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckNumberFormat = /* @__PURE__ */ $constructor("$ZodCheckNumberFormat", (inst, def) => {
  $ZodCheck.init(inst, def);
  def.format = def.format || "float64";
  const isInt = def.format?.includes("int");
  const origin = isInt ? "int" : "number";
  const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
  inst._zod.check = (payload) => {
    const input = payload.value;
    if (isInt) {
      if (!Number.isInteger(input)) {
        payload.issues.push({
          expected: origin,
          format: def.format,
          code: "invalid_type",
          continue: false,
          input,
          inst
        });
        return;
      }
      if (!Number.isSafeInteger(input)) {
        if (input > 0) {
          payload.issues.push({
            input,
            code: "too_big",
            maximum: Number.MAX_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        } else {
          payload.issues.push({
            input,
            code: "too_small",
            minimum: Number.MIN_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        }
        return;
      }
    }
    if (input < minimum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_small",
        minimum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
    if (input > maximum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_big",
        maximum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodCheckMaxLength = /* @__PURE__ */ $constructor("$ZodCheckMaxLength", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units > def.maximum ? codePointLength(input) : units;
    if (length <= def.maximum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_big",
      maximum: def.maximum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckMinLength = /* @__PURE__ */ $constructor("$ZodCheckMinLength", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units;
    if (length >= def.minimum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_small",
      minimum: def.minimum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckLengthEquals = /* @__PURE__ */ $constructor("$ZodCheckLengthEquals", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
    if (length === def.length)
      return;
    const origin = getLengthableOrigin(input);
    const tooBig = length > def.length;
    payload.issues.push({
      origin,
      ...tooBig ? { code: "too_big", maximum: def.length } : { code: "too_small", minimum: def.length },
      inclusive: true,
      exact: true,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckStringFormat = /* @__PURE__ */ $constructor("$ZodCheckStringFormat", (inst, def) => {
  var _a3, _b;
  $ZodCheck.init(inst, def);
  if (def.pattern)
    (_a3 = inst._zod).check ?? (_a3.check = (payload) => {
      def.pattern.lastIndex = 0;
      if (def.pattern.test(payload.value))
        return;
      payload.issues.push({
        origin: "string",
        code: "invalid_format",
        format: def.format,
        input: payload.value,
        ...def.pattern ? { pattern: def.pattern.toString() } : {},
        inst,
        continue: !def.abort
      });
    });
  else
    (_b = inst._zod).check ?? (_b.check = () => {
    });
});
var $ZodCheckRegex = /* @__PURE__ */ $constructor("$ZodCheckRegex", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    def.pattern.lastIndex = 0;
    if (def.pattern.test(payload.value))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "regex",
      input: payload.value,
      pattern: def.pattern.toString(),
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckLowerCase = /* @__PURE__ */ $constructor("$ZodCheckLowerCase", (inst, def) => {
  def.pattern ?? (def.pattern = lowercase);
  $ZodCheckStringFormat.init(inst, def);
});
var $ZodCheckUpperCase = /* @__PURE__ */ $constructor("$ZodCheckUpperCase", (inst, def) => {
  def.pattern ?? (def.pattern = uppercase);
  $ZodCheckStringFormat.init(inst, def);
});
var $ZodCheckIncludes = /* @__PURE__ */ $constructor("$ZodCheckIncludes", (inst, def) => {
  $ZodCheck.init(inst, def);
  const escapedRegex = escapeRegex(def.includes);
  const pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
  def.pattern = pattern;
  inst._zod.check = (payload) => {
    if (payload.value.includes(def.includes, def.position))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "includes",
      includes: def.includes,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckStartsWith = /* @__PURE__ */ $constructor("$ZodCheckStartsWith", (inst, def) => {
  $ZodCheck.init(inst, def);
  const pattern = new RegExp(`^${escapeRegex(def.prefix)}.*`);
  def.pattern ?? (def.pattern = pattern);
  inst._zod.check = (payload) => {
    if (payload.value.startsWith(def.prefix))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "starts_with",
      prefix: def.prefix,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckEndsWith = /* @__PURE__ */ $constructor("$ZodCheckEndsWith", (inst, def) => {
  $ZodCheck.init(inst, def);
  const pattern = new RegExp(`.*${escapeRegex(def.suffix)}$`);
  def.pattern ?? (def.pattern = pattern);
  inst._zod.check = (payload) => {
    if (payload.value.endsWith(def.suffix))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "ends_with",
      suffix: def.suffix,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckOverwrite = /* @__PURE__ */ $constructor("$ZodCheckOverwrite", (inst, def) => {
  $ZodCheck.init(inst, def);
  inst._zod.check = (payload) => {
    payload.value = def.tx(payload.value);
  };
});

// node_modules/zod/v4/core/doc.js
var Doc = class {
  constructor(args = [], closed = {}) {
    this.content = [];
    this.indent = 0;
    this.args = args;
    this.closed = closed;
  }
  // the compiler catches a child's throw and keeps writing into this doc, so the indent has to unwind with it
  indented(fn) {
    this.indent += 1;
    try {
      fn(this);
    } finally {
      this.indent -= 1;
    }
  }
  write(arg) {
    if (typeof arg === "function") {
      arg(this, { execution: "sync" });
      arg(this, { execution: "async" });
      return;
    }
    const content = arg;
    const lines2 = content.split("\n").filter((x) => x);
    const minIndent = Math.min(...lines2.map((x) => x.length - x.trimStart().length));
    const dedented = lines2.map((x) => x.slice(minIndent)).map((x) => " ".repeat(this.indent * 2) + x);
    for (const line2 of dedented) {
      this.content.push(line2);
    }
  }
  compile() {
    const F = Function;
    const content = this?.content ?? [``];
    const factory = new F(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {
${content.join("\n")}
};`);
    return factory(...Object.values(this.closed));
  }
};

// node_modules/zod/v4/core/versions.js
var version = {
  major: 4,
  minor: 6,
  patch: 7
};

// node_modules/zod/v4/core/schemas.js
var $ZodType = /* @__PURE__ */ $constructor("$ZodType", (inst, def) => {
  var _a3;
  inst ?? (inst = {});
  inst._zod.def = def;
  inst._zod.bag = inst._zod.bag || {};
  inst._zod.version = version;
  const defChecks = inst._zod.def.checks;
  const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
  for (const ch of checks) {
    for (const fn of ch._zod.onattach) {
      fn(inst);
    }
  }
  if (checks.length === 0) {
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred?.push(() => {
      inst._zod.run = inst._zod.parse;
    });
  } else {
    const runChecks = (payload, checks2, ctx) => {
      if (payload.memo)
        return payload;
      let isAborted = aborted(payload);
      let asyncResult;
      for (const ch of checks2) {
        if (ch._zod.def.when) {
          if (explicitlyAborted(payload))
            continue;
          const shouldRun = ch._zod.def.when(payload);
          if (!shouldRun)
            continue;
        } else if (isAborted) {
          continue;
        }
        const currLen = payload.issues.length;
        const _ = ch._zod.check(payload);
        if (_ instanceof Promise && ctx?.async === false) {
          throw new $ZodAsyncError();
        }
        if (asyncResult || _ instanceof Promise) {
          asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
            await _;
            const nextLen = payload.issues.length;
            if (nextLen === currLen)
              return;
            attachSchema(payload.issues, currLen, inst);
            if (!isAborted)
              isAborted = aborted(payload, currLen);
          });
        } else {
          const nextLen = payload.issues.length;
          if (nextLen === currLen)
            continue;
          attachSchema(payload.issues, currLen, inst);
          if (!isAborted)
            isAborted = aborted(payload, currLen);
        }
      }
      if (asyncResult) {
        return asyncResult.then(() => {
          return payload;
        });
      }
      return payload;
    };
    const handleCanaryResult = (canary, payload, ctx) => {
      if (aborted(canary)) {
        canary.aborted = true;
        return canary;
      }
      const checkResult = runChecks(payload, checks, ctx);
      if (checkResult instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return checkResult.then((checkResult2) => inst._zod.parse(checkResult2, ctx));
      }
      return inst._zod.parse(checkResult, ctx);
    };
    inst._zod.run = (payload, ctx) => {
      if (ctx.skipChecks) {
        return inst._zod.parse(payload, ctx);
      }
      if (ctx.direction === "backward") {
        const canary = inst._zod.parse({ value: payload.value, issues: [] }, { ...ctx, skipChecks: true });
        if (canary instanceof Promise) {
          return canary.then((canary2) => {
            return handleCanaryResult(canary2, payload, ctx);
          });
        }
        return handleCanaryResult(canary, payload, ctx);
      }
      const result2 = inst._zod.parse(payload, ctx);
      if (result2 instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return result2.then((result3) => runChecks(result3, checks, ctx));
      }
      return runChecks(result2, checks, ctx);
    };
  }
}, {
  // Wrappers extend this by installing a richer factory over it; reading it eagerly would defeat the laziness.
  get "~standard"() {
    return hide(this, "~standard", standardProps(this));
  },
  set "~standard"(value) {
    own(this, "~standard", value);
  }
});
var toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync2(inst, value) {
  const ctx = { async: true };
  return toStandardResult(await inst._zod.run({ value, issues: [] }, ctx), ctx);
}
function standardProps(inst) {
  return {
    validate: (value) => {
      const ctx = { async: false };
      try {
        const r = inst._zod.run({ value, issues: [] }, ctx);
        if (!(r instanceof Promise))
          return toStandardResult(r, ctx);
      } catch (_) {
      }
      return validateAsync2(inst, value);
    },
    vendor: "zod",
    version: 1
  };
}
var $ZodString = /* @__PURE__ */ $constructor("$ZodString", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = def.pattern ?? anyString;
  inst._zod.parse = (payload, _) => {
    if (def.coerce)
      try {
        payload.value = String(payload.value);
      } catch (_2) {
      }
    if (typeof payload.value === "string")
      return payload;
    payload.issues.push({
      expected: "string",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
var $ZodStringFormat = /* @__PURE__ */ $constructor("$ZodStringFormat", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  $ZodString.init(inst, def);
});
var $ZodGUID = /* @__PURE__ */ $constructor("$ZodGUID", (inst, def) => {
  def.pattern ?? (def.pattern = guid);
  $ZodStringFormat.init(inst, def);
});
var $ZodUUID = /* @__PURE__ */ $constructor("$ZodUUID", (inst, def) => {
  if (def.version) {
    const versionMap = {
      v1: 1,
      v2: 2,
      v3: 3,
      v4: 4,
      v5: 5,
      v6: 6,
      v7: 7,
      v8: 8
    };
    const v = versionMap[def.version];
    if (v === void 0)
      throw new Error(`Invalid UUID version: "${def.version}"`);
    def.pattern ?? (def.pattern = uuid(v));
  } else
    def.pattern ?? (def.pattern = uuid());
  $ZodStringFormat.init(inst, def);
});
var $ZodEmail = /* @__PURE__ */ $constructor("$ZodEmail", (inst, def) => {
  def.pattern ?? (def.pattern = email);
  $ZodStringFormat.init(inst, def);
});
var URL_BAD_FORMAT = 1;
var URL_UNPARSEABLE = 2;
function canParseURL(input) {
  try {
    if (typeof URL !== "undefined" && typeof URL.canParse === "function")
      return URL.canParse(input);
    new URL(input);
    return true;
  } catch {
    return false;
  }
}
function validateURL(trimmed, def) {
  if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) {
    return canParseURL(trimmed) || URL_UNPARSEABLE;
  }
  return parseURLObject(trimmed, def);
}
function parseURLObject(trimmed, def) {
  if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) {
    return URL_BAD_FORMAT;
  }
  try {
    if (typeof URL !== "undefined") {
      const URLStatic = URL;
      if (typeof URLStatic.parse === "function")
        return URLStatic.parse(trimmed) ?? URL_UNPARSEABLE;
    }
    return new URL(trimmed);
  } catch {
    return URL_UNPARSEABLE;
  }
}
var asciiTabOrNewline = /[\t\n\r]/g;
function stripTabAndNewline(value) {
  return value.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url, hostname) {
  hostname.lastIndex = 0;
  return hostname.test(url.hostname);
}
function urlProtocolOk(url, protocol) {
  protocol.lastIndex = 0;
  return protocol.test(url.protocol.endsWith(":") ? url.protocol.slice(0, -1) : url.protocol);
}
var $ZodURL = /* @__PURE__ */ $constructor("$ZodURL", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    try {
      const trimmed = payload.value.trim();
      const url = validateURL(trimmed, def);
      if (url === URL_BAD_FORMAT) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid URL format",
          input: payload.value,
          inst,
          continue: !def.abort
        });
        return;
      }
      if (url === URL_UNPARSEABLE) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          input: payload.value,
          inst,
          continue: !def.abort
        });
        return;
      }
      if (url === true) {
        payload.value = stripTabAndNewline(trimmed);
        return;
      }
      if (def.hostname && !urlHostnameOk(url, def.hostname)) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid hostname",
          pattern: def.hostname.source,
          input: payload.value,
          inst,
          continue: !def.abort
        });
      }
      if (def.protocol && !urlProtocolOk(url, def.protocol)) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid protocol",
          pattern: def.protocol.source,
          input: payload.value,
          inst,
          continue: !def.abort
        });
      }
      payload.value = def.normalize ? url.href : stripTabAndNewline(trimmed);
      return;
    } catch (_) {
      payload.issues.push({
        code: "invalid_format",
        format: "url",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodEmoji = /* @__PURE__ */ $constructor("$ZodEmoji", (inst, def) => {
  def.pattern ?? (def.pattern = emoji());
  $ZodStringFormat.init(inst, def);
});
var $ZodNanoID = /* @__PURE__ */ $constructor("$ZodNanoID", (inst, def) => {
  if (def.length !== void 0 && (!Number.isInteger(def.length) || def.length < 1))
    throw new Error(`Invalid nanoid length: ${def.length}`);
  def.pattern ?? (def.pattern = def.length === void 0 ? nanoid : nanoidOfLength(def.length));
  $ZodStringFormat.init(inst, def);
});
var $ZodCUID = /* @__PURE__ */ $constructor("$ZodCUID", (inst, def) => {
  def.pattern ?? (def.pattern = cuid);
  $ZodStringFormat.init(inst, def);
});
var $ZodCUID2 = /* @__PURE__ */ $constructor("$ZodCUID2", (inst, def) => {
  def.pattern ?? (def.pattern = cuid2);
  $ZodStringFormat.init(inst, def);
});
var $ZodULID = /* @__PURE__ */ $constructor("$ZodULID", (inst, def) => {
  def.pattern ?? (def.pattern = ulid);
  $ZodStringFormat.init(inst, def);
});
var $ZodXID = /* @__PURE__ */ $constructor("$ZodXID", (inst, def) => {
  def.pattern ?? (def.pattern = xid);
  $ZodStringFormat.init(inst, def);
});
var $ZodKSUID = /* @__PURE__ */ $constructor("$ZodKSUID", (inst, def) => {
  def.pattern ?? (def.pattern = ksuid);
  $ZodStringFormat.init(inst, def);
});
var $ZodISODateTime = /* @__PURE__ */ $constructor("$ZodISODateTime", (inst, def) => {
  def.pattern ?? (def.pattern = datetime(def));
  $ZodStringFormat.init(inst, def);
});
var $ZodISODate = /* @__PURE__ */ $constructor("$ZodISODate", (inst, def) => {
  def.pattern ?? (def.pattern = date);
  $ZodStringFormat.init(inst, def);
});
var $ZodISOTime = /* @__PURE__ */ $constructor("$ZodISOTime", (inst, def) => {
  def.pattern ?? (def.pattern = time(def));
  $ZodStringFormat.init(inst, def);
});
var $ZodISODuration = /* @__PURE__ */ $constructor("$ZodISODuration", (inst, def) => {
  def.pattern ?? (def.pattern = duration);
  $ZodStringFormat.init(inst, def);
});
var $ZodIPv4 = /* @__PURE__ */ $constructor("$ZodIPv4", (inst, def) => {
  def.pattern ?? (def.pattern = ipv4);
  $ZodStringFormat.init(inst, def);
});
var ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
function isValidIPv6(value) {
  if (!ipv6Alphabet.test(value))
    return false;
  return canParseURL(`http://[${value}]`);
}
var $ZodIPv6 = /* @__PURE__ */ $constructor("$ZodIPv6", (inst, def) => {
  def.pattern ?? (def.pattern = ipv6);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (!isValidIPv6(payload.value)) {
      payload.issues.push({
        code: "invalid_format",
        format: "ipv6",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodCIDRv4 = /* @__PURE__ */ $constructor("$ZodCIDRv4", (inst, def) => {
  def.pattern ?? (def.pattern = cidrv4);
  $ZodStringFormat.init(inst, def);
});
function isValidCIDRv6(value) {
  const parts = value.split("/");
  if (parts.length !== 2)
    return false;
  const [address, prefix] = parts;
  if (!prefix)
    return false;
  const prefixNum = Number(prefix);
  if (`${prefixNum}` !== prefix)
    return false;
  if (prefixNum < 0 || prefixNum > 128)
    return false;
  return isValidIPv6(address);
}
var $ZodCIDRv6 = /* @__PURE__ */ $constructor("$ZodCIDRv6", (inst, def) => {
  def.pattern ?? (def.pattern = cidrv6);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (!isValidCIDRv6(payload.value)) {
      payload.issues.push({
        code: "invalid_format",
        format: "cidrv6",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
function isValidBase64(data) {
  if (data === "")
    return true;
  if (/\s/.test(data))
    return false;
  if (data.length % 4 !== 0)
    return false;
  try {
    atob(data);
    return true;
  } catch {
    return false;
  }
}
var base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
var $ZodBase64 = /* @__PURE__ */ $constructor("$ZodBase64", (inst, def) => {
  def.pattern ?? (def.pattern = base64Charset);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidBase64(payload.value))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "base64",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var base64urlCharset = /^[A-Za-z0-9_-]*$/;
function isValidBase64URL(data) {
  if (!base64urlCharset.test(data))
    return false;
  const base642 = data.replace(/[-_]/g, (c) => c === "-" ? "+" : "/");
  const padded = base642.padEnd(Math.ceil(base642.length / 4) * 4, "=");
  return isValidBase64(padded);
}
var $ZodBase64URL = /* @__PURE__ */ $constructor("$ZodBase64URL", (inst, def) => {
  def.pattern ?? (def.pattern = base64urlCharset);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidBase64URL(payload.value))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "base64url",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodE164 = /* @__PURE__ */ $constructor("$ZodE164", (inst, def) => {
  def.pattern ?? (def.pattern = e164);
  $ZodStringFormat.init(inst, def);
});
function isValidJWT(token, algorithm = null) {
  try {
    const tokensParts = token.split(".");
    if (tokensParts.length !== 3)
      return false;
    const [header] = tokensParts;
    if (!header)
      return false;
    const parsedHeader = JSON.parse(atob(header));
    if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT")
      return false;
    if (!parsedHeader.alg)
      return false;
    if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm))
      return false;
    return true;
  } catch {
    return false;
  }
}
var $ZodJWT = /* @__PURE__ */ $constructor("$ZodJWT", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidJWT(payload.value, def.alg))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "jwt",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodNumber = /* @__PURE__ */ $constructor("$ZodNumber", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = number;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Number(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) {
      return payload;
    }
    const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
    payload.issues.push({
      expected: "number",
      code: "invalid_type",
      input,
      inst,
      ...received ? { received } : {}
    });
    return payload;
  };
});
var $ZodNumberFormat = /* @__PURE__ */ $constructor("$ZodNumberFormat", (inst, def) => {
  $ZodCheckNumberFormat.init(inst, def);
  $ZodNumber.init(inst, def);
});
var $ZodBoolean = /* @__PURE__ */ $constructor("$ZodBoolean", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = boolean;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Boolean(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "boolean")
      return payload;
    payload.issues.push({
      expected: "boolean",
      code: "invalid_type",
      input,
      inst
    });
    return payload;
  };
});
var $ZodUnknown = /* @__PURE__ */ $constructor("$ZodUnknown", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload) => payload;
});
var $ZodNever = /* @__PURE__ */ $constructor("$ZodNever", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _ctx) => {
    payload.issues.push({
      expected: "never",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
function capSize(inst, size3) {
  const caps4 = sizeCaps(inst._zod.def.checks);
  if (!caps4.length)
    return;
  const cap = Math.min(...caps4.map((c) => c[0]));
  const parse2 = inst._zod.parse;
  inst._zod.parse = (payload, ctx) => {
    const n = size3(payload.value);
    if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
      for (const [max, ch] of sizeCaps(inst._zod.def.checks)) {
        if (n > max && ch._zod.def.when(payload)) {
          const start2 = payload.issues.length;
          ch._zod.check(payload);
          payload.issues[start2].continue = false;
          attachSchema(payload.issues, start2, inst);
          return payload;
        }
      }
    }
    return parse2(payload, ctx);
  };
}
var arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result2, final, index) {
  if (result2.issues.length) {
    final.issues.push(...prefixIssues(index, result2.issues));
  }
  final.value[index] = result2.value;
}
var $ZodArray = /* @__PURE__ */ $constructor("$ZodArray", (inst, def) => {
  $ZodType.init(inst, def);
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!Array.isArray(input)) {
      payload.issues.push({
        expected: "array",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo2 ? memo2.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
    const proms = [];
    const abortEarly = ctx?.abortEarly;
    for (let i = 0; i < input.length; i++) {
      const item = input[i];
      const result2 = def.element._zod.run({
        value: item,
        issues: []
      }, ctx);
      if (result2 instanceof Promise) {
        proms.push(result2.then((result3) => handleArrayResult(result3, payload, i)));
      } else {
        handleArrayResult(result2, payload, i);
        if (abortEarly && result2.issues.length !== 0 && aborted(result2))
          break;
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
  capSize(inst, arraySize);
});
function handlePropertyResult(result2, final, key, input, optin, optout) {
  const isPresent = key in input;
  const isOptionalOut = optout === "optional";
  if (!isPresent && isOptionalOut && optin === "optional") {
    return;
  }
  if (result2.issues.length) {
    if (optin !== void 0 && isOptionalOut && !isPresent) {
      return;
    }
    final.issues.push(...prefixIssues(key, result2.issues));
  }
  if (!isPresent && optin === void 0) {
    if (!result2.issues.length) {
      final.issues.push({
        code: "invalid_type",
        expected: "nonoptional",
        input: void 0,
        path: [key]
      });
    }
    return;
  }
  if (result2.value === void 0) {
    if (isPresent || optin === "defaulted" && !isOptionalOut) {
      final.value[key] = void 0;
    }
  } else {
    final.value[key] = result2.value;
  }
}
var NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
  const keys = Object.keys(def.shape);
  const ownSymbols = Object.getOwnPropertySymbols(def.shape);
  const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
  const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
  for (const k of allKeys) {
    if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) {
      throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
    }
  }
  const okeys = optionalKeys(def.shape);
  return {
    ...def,
    allKeys,
    symbolKeys,
    // string-only: handleCatchall matches it against `for...in`, which never yields a symbol
    keySet: new Set(keys),
    numKeys: keys.length,
    optionalKeys: new Set(okeys)
  };
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
  const unrecognized = [];
  const keySet = def.keySet;
  const _catchall = def.catchall._zod;
  const t = _catchall.def.type;
  const optin = _catchall.optin;
  const optout = _catchall.optout;
  let seen = 0;
  for (const key in input) {
    if (abortEarly && payload.issues.length !== seen) {
      if (aborted(payload, seen))
        break;
      seen = payload.issues.length;
    }
    if (keySet.has(key))
      continue;
    if (key === "__proto__") {
      if (t === "never")
        unrecognized.push(key);
      continue;
    }
    if (t === "never") {
      unrecognized.push(key);
      continue;
    }
    const r = _catchall.run({ value: input[key], issues: [] }, ctx);
    if (r instanceof Promise) {
      proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
    } else {
      handlePropertyResult(r, payload, key, input, optin, optout);
    }
  }
  if (unrecognized.length) {
    payload.issues.push({
      code: "unrecognized_keys",
      keys: unrecognized,
      input,
      inst,
      // Describes the shape of the input, not the validity of the parsed value, so it never aborts. The parse still fails; the schema's own checks just get to run first, and an enclosing intersection can reconcile the key against a sibling operand.
      continue: true
    });
  }
  if (!proms.length)
    return payload;
  return Promise.all(proms).then(() => {
    return payload;
  });
}
var $ZodObject = /* @__PURE__ */ $constructor("$ZodObject", (inst, def) => {
  $ZodType.init(inst, def);
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  const sh = desc?.get ? desc.get.raw : def.shape ?? {};
  if (sh) {
    const get2 = () => {
      const newSh = { ...sh };
      Object.defineProperty(def, "shape", { value: newSh });
      get2.raw = newSh;
      return newSh;
    };
    get2.raw = sh;
    Object.defineProperty(def, "shape", { get: get2 });
  }
  const _normalized = cached(() => normalizeDef(def));
  defineLazyInternal(inst, "propValues", (zod) => {
    const shape2 = zod.def.shape;
    const propValues = {};
    for (const key in shape2) {
      const field2 = shape2[key]._zod;
      if (field2.values) {
        if (!Object.prototype.hasOwnProperty.call(propValues, key)) {
          assignProp(propValues, key, /* @__PURE__ */ new Set());
        }
        for (const v of field2.values)
          propValues[key].add(v);
        if (field2.optin !== void 0)
          propValues[key].add(void 0);
      }
    }
    return propValues;
  });
  const isObject3 = isObject;
  const catchall = def.catchall;
  let value;
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    value ?? (value = _normalized.value);
    const input = payload.value;
    if (!isObject3(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo2 ? memo2.alloc(inst, payload, {}, ctx) : {};
    const proms = [];
    const shape2 = value.shape;
    const abortEarly = ctx?.abortEarly;
    let seen = payload.issues.length;
    for (const key of value.allKeys) {
      if (abortEarly && payload.issues.length !== seen) {
        if (aborted(payload, seen))
          break;
        seen = payload.issues.length;
      }
      if (key === "__proto__")
        continue;
      const el = shape2[key];
      const optin = el._zod.optin;
      const optout = el._zod.optout;
      const r = el._zod.run({ value: input[key], issues: [] }, ctx);
      if (r instanceof Promise) {
        proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
      } else {
        handlePropertyResult(r, payload, key, input, optin, optout);
      }
    }
    if (!catchall) {
      return proms.length ? Promise.all(proms).then(() => payload) : payload;
    }
    return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
  };
});
var $ZodObjectJIT = /* @__PURE__ */ $constructor("$ZodObjectJIT", (inst, def) => {
  $ZodObject.init(inst, def);
  const superParse = inst._zod.parse;
  const _normalized = cached(() => normalizeDef(def));
  const memo2 = globalConfig.memoizer;
  const generateFastpass = (shape2) => {
    const normalized = _normalized.value;
    const syms = normalized.symbolKeys;
    const doc = new Doc(["payload", "ctx"], { shape: shape2, inst, memo: memo2, syms });
    const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
    const prefixStr = (id, k) => `
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
    doc.write(`const input = payload.value;`);
    const ids2 = /* @__PURE__ */ Object.create(null);
    let counter = 0;
    for (const key of normalized.allKeys) {
      ids2[key] = `key_${counter++}`;
    }
    doc.write(memo2 ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
    for (const key of normalized.allKeys) {
      if (key === "__proto__")
        continue;
      const id = ids2[key];
      const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : esc(key);
      const isPresent = `${k} in input`;
      const schema = shape2[key];
      const optin = schema?._zod?.optin;
      const isOptionalIn = optin !== void 0;
      const isOptionalOut = schema?._zod?.optout === "optional";
      doc.write(`const ${id} = ${parseStr(k)};`);
      if (isOptionalIn && isOptionalOut) {
        const assign = optin === "optional" ? `${id}_present` : `${id}.value !== undefined || ${id}_present`;
        doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id, k)}
          }

          if (${assign}) {
            newResult[${k}] = ${id}.value;
          }
        }

      `);
      } else if (!isOptionalIn) {
        doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k}] = ${id}.value;
        }

      `);
      } else {
        doc.write(`
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
      `);
        if (optin === "defaulted") {
          doc.write(`newResult[${k}] = ${id}.value;`);
        } else {
          doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id}.value;
        }
      `);
        }
      }
    }
    doc.write(`payload.value = newResult;`);
    doc.write(`return payload;`);
    return doc.compile();
  };
  let fastpass;
  const isObject3 = isObject;
  const jit = !globalConfig.jitless;
  const allowsEval2 = allowsEval;
  const fastEnabled = jit && allowsEval2.value;
  const catchall = def.catchall;
  let value;
  inst._zod.parse = (payload, ctx) => {
    value ?? (value = _normalized.value);
    const input = payload.value;
    if (!isObject3(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
      if (!fastpass)
        fastpass = generateFastpass(def.shape);
      payload = fastpass(payload, ctx);
      if (!catchall)
        return payload;
      return handleCatchall([], input, payload, ctx, value, inst, ctx?.abortEarly === true);
    }
    return superParse(payload, ctx);
  };
});
function handleUnionResults(results, final, inst, ctx) {
  for (const result2 of results) {
    if (result2.issues.length === 0) {
      final.value = result2.value;
      return final;
    }
  }
  const nonaborted = results.filter((r) => !aborted(r));
  if (nonaborted.length === 1) {
    final.value = nonaborted[0].value;
    return nonaborted[0];
  }
  final.issues.push({
    code: "invalid_union",
    input: final.value,
    inst,
    errors: results.map((result2) => result2.issues.map((iss) => finalizeIssue(iss, ctx, config())))
  });
  return final;
}
var $ZodUnion = /* @__PURE__ */ $constructor("$ZodUnion", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
  defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
  defineLazyInternal(inst, "values", (zod) => {
    if (zod.def.options.every((o) => o._zod.values)) {
      return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
    }
    return void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    if (zod.def.options.every((o) => o._zod.pattern)) {
      const patterns = zod.def.options.map((o) => o._zod.pattern);
      return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
    }
    return void 0;
  });
  const first = def.options.length === 1 ? def.options[0]._zod.run : null;
  inst._zod.parse = (payload, ctx) => {
    if (first) {
      return first(payload, ctx);
    }
    let async = false;
    const results = [];
    for (const option of def.options) {
      const result2 = option._zod.run({
        value: payload.value,
        issues: []
      }, ctx);
      if (result2 instanceof Promise) {
        results.push(result2);
        async = true;
      } else {
        if (result2.issues.length === 0)
          return result2;
        results.push(result2);
      }
    }
    if (!async)
      return handleUnionResults(results, payload, inst, ctx);
    return Promise.all(results).then((results2) => {
      return handleUnionResults(results2, payload, inst, ctx);
    });
  };
});
var $ZodIntersection = /* @__PURE__ */ $constructor("$ZodIntersection", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    const left2 = def.left._zod.run({ value: input, issues: [] }, ctx);
    const right = def.right._zod.run({ value: input, issues: [] }, ctx);
    const async = left2 instanceof Promise || right instanceof Promise;
    if (async) {
      return Promise.all([left2, right]).then(([left3, right2]) => {
        return handleIntersectionResults(payload, left3, right2);
      });
    }
    return handleIntersectionResults(payload, left2, right);
  };
});
function mergeValues(a, b) {
  if (a === b) {
    return { valid: true, data: a };
  }
  if (a instanceof Date && b instanceof Date && +a === +b) {
    return { valid: true, data: a };
  }
  if (isPlainObject2(a) && isPlainObject2(b)) {
    const bKeys = Object.keys(b);
    const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
    const newObj = { ...a, ...b };
    if (Object.prototype.hasOwnProperty.call(newObj, "__proto__"))
      delete newObj.__proto__;
    for (const key of sharedKeys) {
      if (key === "__proto__")
        continue;
      const sharedValue = mergeValues(a[key], b[key]);
      if (!sharedValue.valid) {
        return {
          valid: false,
          mergeErrorPath: [key, ...sharedValue.mergeErrorPath]
        };
      }
      newObj[key] = sharedValue.data;
    }
    return { valid: true, data: newObj };
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) {
      return { valid: false, mergeErrorPath: [] };
    }
    const newArray = [];
    for (let index = 0; index < a.length; index++) {
      const itemA = a[index];
      const itemB = b[index];
      const sharedValue = mergeValues(itemA, itemB);
      if (!sharedValue.valid) {
        return {
          valid: false,
          mergeErrorPath: [index, ...sharedValue.mergeErrorPath]
        };
      }
      newArray.push(sharedValue.data);
    }
    return { valid: true, data: newArray };
  }
  return { valid: false, mergeErrorPath: [] };
}
function handleIntersectionResults(result2, left2, right) {
  const unrecKeys = /* @__PURE__ */ new Map();
  let unrecIssue;
  const keyIssues = /* @__PURE__ */ new Map();
  const collect4 = (iss, side2) => {
    let keys;
    if (iss.code === "unrecognized_keys" && !iss.path?.length) {
      unrecIssue ?? (unrecIssue = iss);
      keys = iss.keys;
    } else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
      const k = String(iss.path[0]);
      if (!keyIssues.has(k))
        keyIssues.set(k, iss);
      keys = [k];
    } else {
      return false;
    }
    for (const k of keys) {
      if (!unrecKeys.has(k))
        unrecKeys.set(k, {});
      unrecKeys.get(k)[side2] = true;
    }
    return true;
  };
  for (const iss of left2.issues) {
    if (!collect4(iss, "l"))
      result2.issues.push(iss);
  }
  for (const iss of right.issues) {
    if (!collect4(iss, "r"))
      result2.issues.push(iss);
  }
  const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
  if (bothKeys.length) {
    const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
    if (aggregated.length)
      result2.issues.push({ ...unrecIssue, keys: aggregated });
    for (const k of bothKeys) {
      if (!aggregated.includes(k) && keyIssues.has(k))
        result2.issues.push(keyIssues.get(k));
    }
  }
  const merged = mergeValues(left2.value, right.value);
  if (!merged.valid) {
    if (aborted(result2))
      return result2;
    throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(merged.mergeErrorPath)}`);
  }
  result2.value = merged.data;
  return result2;
}
var $ZodRecord = /* @__PURE__ */ $constructor("$ZodRecord", (inst, def) => {
  $ZodType.init(inst, def);
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!isPlainObject2(input)) {
      payload.issues.push({
        expected: "record",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    const proms = [];
    const values = def.keyType._zod.values;
    if (values && !def.partial) {
      payload.value = memo2 ? memo2.alloc(inst, payload, {}, ctx) : {};
      const recordKeys = /* @__PURE__ */ new Set();
      for (const key of values) {
        if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
          recordKeys.add(typeof key === "number" ? key.toString() : key);
          if (key === "__proto__")
            continue;
          const keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
          if (keyResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          if (keyResult.issues.length) {
            payload.issues.push({
              code: "invalid_key",
              origin: "record",
              issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
              input: key,
              path: [key],
              inst
            });
            continue;
          }
          const outKey = keyResult.value;
          if (outKey === "__proto__")
            continue;
          const result2 = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
          if (result2 instanceof Promise) {
            proms.push(result2.then((result3) => {
              if (result3.issues.length) {
                payload.issues.push(...prefixIssues(key, result3.issues));
              }
              payload.value[outKey] = result3.value;
            }));
          } else {
            if (result2.issues.length) {
              payload.issues.push(...prefixIssues(key, result2.issues));
            }
            payload.value[outKey] = result2.value;
          }
        }
      }
      let unrecognized;
      for (const key in input) {
        if (!recordKeys.has(key)) {
          if (def.mode === "loose") {
            if (key === "__proto__")
              continue;
            payload.value[key] = input[key];
          } else {
            unrecognized = unrecognized ?? [];
            unrecognized.push(key);
          }
        }
      }
      if (unrecognized && unrecognized.length > 0) {
        payload.issues.push({
          code: "unrecognized_keys",
          input,
          inst,
          keys: unrecognized,
          continue: true
        });
      }
    } else {
      payload.value = memo2 ? memo2.alloc(inst, payload, {}, ctx) : {};
      let unrecognized;
      for (const key of Reflect.ownKeys(input)) {
        if (key === "__proto__")
          continue;
        if (!Object.prototype.propertyIsEnumerable.call(input, key))
          continue;
        let keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
        if (keyResult instanceof Promise) {
          throw new Error("Async schemas not supported in object keys currently");
        }
        const checkNumericKey = typeof key === "string" && number.test(key) && keyResult.issues.length;
        if (checkNumericKey) {
          const retryResult = def.keyType._zod.run({ value: Number(key), issues: [] }, ctx);
          if (retryResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          if (retryResult.issues.length === 0) {
            keyResult = retryResult;
          }
        }
        if (keyResult.issues.length) {
          if (def.mode === "loose") {
            payload.value[key] = input[key];
          } else if (values) {
            unrecognized = unrecognized ?? [];
            unrecognized.push(key);
          } else {
            payload.issues.push({
              code: "invalid_key",
              origin: "record",
              issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
              input: key,
              path: [key],
              inst
            });
          }
          continue;
        }
        const outKey = keyResult.value;
        if (outKey === "__proto__")
          continue;
        const result2 = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
        if (result2 instanceof Promise) {
          proms.push(result2.then((result3) => {
            if (result3.issues.length) {
              payload.issues.push(...prefixIssues(key, result3.issues));
            }
            payload.value[outKey] = result3.value;
          }));
        } else {
          if (result2.issues.length) {
            payload.issues.push(...prefixIssues(key, result2.issues));
          }
          payload.value[outKey] = result2.value;
        }
      }
      if (unrecognized && unrecognized.length > 0) {
        payload.issues.push({
          code: "unrecognized_keys",
          input,
          inst,
          keys: unrecognized,
          continue: true
        });
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
});
var $ZodEnum = /* @__PURE__ */ $constructor("$ZodEnum", (inst, def) => {
  $ZodType.init(inst, def);
  const values = getEnumValues(def.entries);
  const valuesSet = new Set(values);
  inst._zod.values = valuesSet;
  defineLazyInternal(inst, "pattern", (zod) => {
    const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
    return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (valuesSet.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodLiteral = /* @__PURE__ */ $constructor("$ZodLiteral", (inst, def) => {
  $ZodType.init(inst, def);
  const values = new Set(def.values);
  inst._zod.values = values;
  defineLazyInternal(inst, "pattern", (zod) => {
    const vals = zod.def.values;
    return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (values.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values: def.values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodTransform = /* @__PURE__ */ $constructor("$ZodTransform", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "optional";
  globalConfig.memoizer?.guard(inst);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      throw new $ZodEncodeError(inst.constructor.name);
    }
    const _out = def.transform(payload.value, payload);
    if (ctx.async) {
      const output = _out instanceof Promise ? _out : Promise.resolve(_out);
      return output.then((output2) => {
        payload.value = output2;
        return payload;
      });
    }
    if (_out instanceof Promise) {
      throw new $ZodAsyncError();
    }
    payload.value = _out;
    return payload;
  };
});
function handleOptionalResult(payload, result2) {
  payload.value = result2.issues.length ? void 0 : result2.value;
  return payload;
}
var $ZodOptional = /* @__PURE__ */ $constructor("$ZodOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  inst._zod.optout = "optional";
  defineLazyInternal(inst, "values", (zod) => {
    const values = zod.def.innerType._zod.values;
    return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === void 0) {
      if (def.innerType._zod.optin !== "defaulted")
        return payload;
      const result2 = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
      if (result2 instanceof Promise)
        return result2.then((result3) => handleOptionalResult(payload, result3));
      return handleOptionalResult(payload, result2);
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodExactOptional = /* @__PURE__ */ $constructor("$ZodExactOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
  inst._zod.parse = (payload, ctx) => {
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodNullable = /* @__PURE__ */ $constructor("$ZodNullable", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
  });
  defineLazyInternal(inst, "values", (zod) => {
    return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === null)
      return payload;
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodDefault = /* @__PURE__ */ $constructor("$ZodDefault", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "defaulted";
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    if (payload.value === void 0) {
      payload.value = def.defaultValue;
      return payload;
    }
    const result2 = def.innerType._zod.run(payload, ctx);
    if (result2 instanceof Promise) {
      return result2.then((result3) => handleDefaultResult(result3, def));
    }
    return handleDefaultResult(result2, def);
  };
});
function handleDefaultResult(payload, def) {
  if (payload.value === void 0) {
    payload.value = def.defaultValue;
  }
  return payload;
}
var $ZodPrefault = /* @__PURE__ */ $constructor("$ZodPrefault", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "defaulted";
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    if (payload.value === void 0) {
      payload.value = def.defaultValue;
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodNonOptional = /* @__PURE__ */ $constructor("$ZodNonOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => {
    const v = zod.def.innerType._zod.values;
    return v ? new Set([...v].filter((x) => x !== void 0)) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    const result2 = def.innerType._zod.run(payload, ctx);
    if (result2 instanceof Promise) {
      return result2.then((result3) => handleNonOptionalResult(result3, inst));
    }
    return handleNonOptionalResult(result2, inst);
  };
});
function handleNonOptionalResult(payload, inst) {
  if (!payload.issues.length && payload.value === void 0) {
    payload.issues.push({
      code: "invalid_type",
      expected: "nonoptional",
      input: payload.value,
      inst
    });
  }
  return payload;
}
function handleCatchResult(payload, result2, def, ctx) {
  if (!result2.issues.length) {
    payload.value = result2.value;
    if (result2.memo)
      payload.memo = true;
    return payload;
  }
  payload.value = def.catchValue({
    ...result2,
    value: payload.value,
    error: {
      issues: result2.issues.map((iss) => finalizeIssue(iss, ctx, config()))
    },
    input: payload.value
  });
  return payload;
}
var $ZodCatch = /* @__PURE__ */ $constructor("$ZodCatch", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    const result2 = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
    if (result2 instanceof Promise) {
      return result2.then((result3) => handleCatchResult(payload, result3, def, ctx));
    }
    return handleCatchResult(payload, result2, def, ctx);
  };
});
var $ZodPipe = /* @__PURE__ */ $constructor("$ZodPipe", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      const right = def.out._zod.run(payload, ctx);
      if (right instanceof Promise) {
        return right.then((right2) => handlePipeResult(right2, def.in, ctx));
      }
      return handlePipeResult(right, def.in, ctx);
    }
    const left2 = def.in._zod.run(payload, ctx);
    if (left2 instanceof Promise) {
      return left2.then((left3) => handlePipeResult(left3, def.out, ctx));
    }
    return handlePipeResult(left2, def.out, ctx);
  };
});
function handlePipeResult(left2, next, ctx) {
  if (left2.issues.some((iss) => iss.code !== "unrecognized_keys")) {
    left2.aborted = true;
    return left2;
  }
  return next._zod.run({ value: left2.value, issues: left2.issues }, ctx);
}
var $ZodReadonly = /* @__PURE__ */ $constructor("$ZodReadonly", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    const result2 = def.innerType._zod.run(payload, ctx);
    if (result2 instanceof Promise) {
      return result2.then(handleReadonlyResult);
    }
    return handleReadonlyResult(result2);
  };
});
function handleReadonlyResult(payload) {
  if (!payload.memo)
    payload.value = Object.freeze(payload.value);
  return payload;
}
var $ZodCustom = /* @__PURE__ */ $constructor("$ZodCustom", (inst, def) => {
  $ZodCheck.init(inst, def);
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _) => {
    return payload;
  };
  inst._zod.check = (payload) => {
    const input = payload.value;
    const r = def.fn(input);
    if (r instanceof Promise) {
      return r.then((r2) => handleRefineResult(r2, payload, input, inst));
    }
    handleRefineResult(r, payload, input, inst);
    return;
  };
});
function handleRefineResult(result2, payload, input, inst) {
  if (!result2) {
    const _iss = {
      code: "custom",
      input,
      inst,
      // incorporates params.error into issue reporting
      path: [...inst._zod.def.path ?? []],
      // incorporates params.error into issue reporting
      continue: !inst._zod.def.abort
      // params: inst._zod.def.params,
    };
    if (inst._zod.def.params)
      _iss.params = inst._zod.def.params;
    payload.issues.push(issue(_iss));
  }
}

// node_modules/zod/v4/core/memoizer.js
var $ZodCyclicError = class extends Error {
  constructor() {
    super(`Cannot parse a reference cycle that closes through a transform`);
    this.name = "ZodCyclicError";
  }
};
var STATE = "~memo";
var NO_ISSUES = [];
function isRef(value) {
  return value !== null && typeof value === "object";
}
function cloneIssues(issues) {
  return issues.map((iss) => iss.path ? { ...iss, path: iss.path.slice() } : { ...iss });
}
var recursive = /* @__PURE__ */ new WeakMap();
var NONE = 0;
var ASSUMED = 1;
var PROVEN = 2;
function isRecursive(inst, stack, resolve8) {
  const cached2 = recursive.get(inst);
  if (cached2 !== void 0)
    return cached2 ? PROVEN : NONE;
  if (stack.has(inst))
    return PROVEN;
  stack.add(inst);
  let result2 = NONE;
  const check = (child) => {
    if (result2 !== PROVEN && child?._zod) {
      const answer = isRecursive(child, stack, resolve8);
      if (answer > result2)
        result2 = answer;
    }
  };
  const shape2 = (sh, spread2) => {
    let answer = NONE;
    for (const key of Reflect.ownKeys(sh)) {
      const desc = Object.getOwnPropertyDescriptor(sh, key);
      if (spread2 && !desc.enumerable)
        continue;
      const child = desc.get ? ASSUMED : desc.value?._zod ? isRecursive(desc.value, stack, resolve8) : NONE;
      if (child > answer)
        answer = child;
    }
    return answer;
  };
  const merge2 = (answer) => {
    if (answer > result2)
      result2 = answer;
  };
  const def = inst._zod.def;
  const kind = def.type;
  switch (kind) {
    case "object": {
      const raw = rawShape(def);
      merge2(raw ? shape2(raw, true) : ASSUMED);
      check(def.catchall);
      break;
    }
    case "array":
      check(def.element);
      break;
    case "tuple":
      for (const el of def.items)
        check(el);
      check(def.rest);
      break;
    case "record":
    case "map":
      check(def.keyType);
      check(def.valueType);
      break;
    case "set":
      check(def.valueType);
      break;
    case "union":
      for (const el of def.options)
        check(el);
      break;
    case "intersection":
      check(def.left);
      check(def.right);
      break;
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
    case "promise":
    case "success":
      check(def.innerType);
      break;
    case "pipe":
      check(def.in);
      check(def.out);
      break;
    case "function":
      check(def.input);
      check(def.output);
      break;
    // `$ZodLazy` caches its inner on the def, so a resolved edge is followed exactly
    case "lazy": {
      const inner = def._cachedInner ?? (resolve8 ? inst._zod.innerType : void 0);
      merge2(inner ? isRecursive(inner, stack, false) : ASSUMED);
      break;
    }
    // a leaf by choice: `parts` are regex fragments, not data positions
    case "template_literal":
    // leaves
    case "string":
    case "number":
    case "int":
    case "boolean":
    case "bigint":
    case "symbol":
    case "undefined":
    case "null":
    case "void":
    case "never":
    case "any":
    case "unknown":
    case "date":
    case "nan":
    case "enum":
    case "literal":
    case "file":
    case "transform":
    case "custom":
      break;
    default: {
      kind;
      for (const key in def) {
        const desc = Object.getOwnPropertyDescriptor(def, key);
        if (!desc || desc.get)
          continue;
        const value = desc.value;
        if (!value || typeof value !== "object")
          continue;
        if (value._zod)
          check(value);
        else if (Array.isArray(value))
          for (const el of value)
            check(el);
      }
    }
  }
  stack.delete(inst);
  return settle(inst, result2);
}
function settle(inst, answer) {
  if (answer !== ASSUMED)
    recursive.set(inst, answer === PROVEN);
  return answer;
}
function bucketFor(state, inst) {
  let bucket = state.buckets.get(inst);
  if (!bucket) {
    bucket = /* @__PURE__ */ new WeakMap();
    state.buckets.set(inst, bucket);
  }
  return bucket;
}
var handoff;
var open = [];
var memo = {
  alloc(_inst, payload, empty) {
    const bucket = handoff;
    if (!bucket)
      return empty;
    handoff = void 0;
    const entry = { value: empty, issues: null };
    bucket.set(payload.value, entry);
    open.push(entry);
    return empty;
  },
  guard(inst) {
    var _a3;
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred.push(() => {
      const base = inst._zod.parse;
      const wrapped = (payload, ctx) => {
        if (ctx.direction !== "backward" && isBackEdge(ctx, payload.value))
          throw new $ZodCyclicError();
        return base(payload, ctx);
      };
      inst._zod.parse = wrapped;
      if (inst._zod.run === base)
        inst._zod.run = wrapped;
    });
  },
  attach(inst) {
    var _a3;
    let isRecursiveInst;
    let rechecked = false;
    let lastCtx;
    let lastBucket;
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred.push(() => {
      const base = inst._zod.parse;
      const wrapped = (payload, ctx) => {
        if (isRecursiveInst === void 0) {
          const walked = isRecursive(inst, /* @__PURE__ */ new Set(), false);
          if (walked === NONE) {
            inst._zod.parse = base;
            if (inst._zod.run === wrapped)
              inst._zod.run = base;
            return base(payload, ctx);
          }
          if (walked === PROVEN || rechecked)
            isRecursiveInst = true;
          else
            rechecked = true;
        }
        const input = payload.value;
        if (!isRef(input))
          return base(payload, ctx);
        let state = ctx[STATE];
        if (!state) {
          state = { buckets: /* @__PURE__ */ new WeakMap(), backEdges: void 0 };
          ctx[STATE] = state;
        }
        let bucket;
        if (lastCtx === ctx) {
          bucket = lastBucket;
        } else {
          bucket = bucketFor(state, inst);
          lastCtx = ctx;
          lastBucket = bucket;
        }
        const hit = bucket.get(input);
        if (hit) {
          payload.value = hit.value;
          if (hit.issues) {
            if (hit.issues.length)
              payload.issues.push(...cloneIssues(hit.issues));
          } else {
            payload.memo = true;
            state.backEdges ?? (state.backEdges = /* @__PURE__ */ new WeakSet());
            state.backEdges.add(hit.value);
          }
          return payload;
        }
        handoff = bucket;
        const depth = open.length;
        const result2 = base(payload, ctx);
        handoff = void 0;
        const entry = open.length > depth ? open.pop() : void 0;
        if (result2 instanceof Promise) {
          return result2.then((r) => {
            if (entry)
              entry.issues = r.issues.length ? cloneIssues(r.issues) : NO_ISSUES;
            return r;
          });
        }
        if (entry)
          entry.issues = result2.issues.length ? cloneIssues(result2.issues) : NO_ISSUES;
        return result2;
      };
      inst._zod.parse = wrapped;
      if (inst._zod.run === base)
        inst._zod.run = wrapped;
    });
  }
};
function memoizer() {
  return memo;
}
function isBackEdge(ctx, value) {
  const backEdges = ctx[STATE]?.backEdges;
  return backEdges !== void 0 && isRef(value) && backEdges.has(value);
}

// node_modules/zod/v4/locales/en.js
var error = () => {
  const Sizable = {
    string: { unit: "characters", verb: "to have" },
    file: { unit: "bytes", verb: "to have" },
    array: { unit: "items", verb: "to have" },
    set: { unit: "items", verb: "to have" },
    map: { unit: "entries", verb: "to have" }
  };
  function getSizing(origin) {
    return Sizable[origin] ?? null;
  }
  const FormatDictionary = {
    regex: "input",
    email: "email address",
    url: "URL",
    emoji: "emoji",
    uuid: "UUID",
    uuidv4: "UUIDv4",
    uuidv6: "UUIDv6",
    nanoid: "nanoid",
    guid: "GUID",
    cuid: "cuid",
    cuid2: "cuid2",
    ulid: "ULID",
    xid: "XID",
    ksuid: "KSUID",
    datetime: "ISO datetime",
    date: "ISO date",
    time: "ISO time",
    duration: "ISO duration",
    ipv4: "IPv4 address",
    ipv6: "IPv6 address",
    mac: "MAC address",
    cidrv4: "IPv4 range",
    cidrv6: "IPv6 range",
    base64: "base64-encoded string",
    base64url: "base64url-encoded string",
    json_string: "JSON string",
    e164: "E.164 number",
    currency_code: "currency code",
    credit_card: "credit card number",
    iban: "IBAN",
    jwt: "JWT",
    template_literal: "input"
  };
  const TypeDictionary = {
    // Compatibility: "nan" -> "NaN" for display
    nan: "NaN"
    // All other type names omitted - they fall back to raw values via ?? operator
  };
  function getTypeName(type2, input) {
    if (type2 === "number" && typeof input === "number" && !Number.isFinite(input)) {
      return String(input);
    }
    return TypeDictionary[type2] ?? type2;
  }
  return (issue2) => {
    switch (issue2.code) {
      case "invalid_type": {
        const expected = getTypeName(issue2.expected);
        const receivedType = parsedType(issue2.input);
        const received = getTypeName(receivedType, issue2.input);
        return `Invalid input: expected ${expected}, received ${received}`;
      }
      case "invalid_value":
        if (issue2.values.length === 1)
          return `Invalid input: expected ${stringifyPrimitive(issue2.values[0])}`;
        return `Invalid option: expected one of ${joinValues(issue2.values, "|")}`;
      case "too_big": {
        const adj = issue2.exact ? "exactly " : issue2.inclusive ? "<=" : "<";
        const sizing = getSizing(issue2.origin);
        if (sizing)
          return `Too big: expected ${issue2.origin ?? "value"} to have ${adj}${issue2.maximum.toString()} ${sizing.unit ?? "elements"}`;
        return `Too big: expected ${issue2.origin ?? "value"} to be ${adj}${issue2.maximum.toString()}`;
      }
      case "too_small": {
        const adj = issue2.exact ? "exactly " : issue2.inclusive ? ">=" : ">";
        const sizing = getSizing(issue2.origin);
        if (sizing) {
          return `Too small: expected ${issue2.origin} to have ${adj}${issue2.minimum.toString()} ${sizing.unit}`;
        }
        return `Too small: expected ${issue2.origin} to be ${adj}${issue2.minimum.toString()}`;
      }
      case "invalid_format": {
        const _issue = issue2;
        if (_issue.format === "starts_with") {
          return `Invalid string: must start with "${_issue.prefix}"`;
        }
        if (_issue.format === "ends_with")
          return `Invalid string: must end with "${_issue.suffix}"`;
        if (_issue.format === "includes")
          return `Invalid string: must include "${_issue.includes}"`;
        if (_issue.format === "regex")
          return `Invalid string: must match pattern ${_issue.pattern}`;
        return `Invalid ${FormatDictionary[_issue.format] ?? issue2.format}`;
      }
      case "not_multiple_of":
        return `Invalid number: must be a multiple of ${issue2.divisor}`;
      case "unrecognized_keys":
        return `Unrecognized key${issue2.keys.length > 1 ? "s" : ""}: ${joinValues(issue2.keys, ", ")}`;
      case "invalid_key":
        return `Invalid key in ${issue2.origin}`;
      case "invalid_union":
        if (issue2.options && Array.isArray(issue2.options) && issue2.options.length > 0) {
          const opts = issue2.options.map((o) => `'${o}'`).join(" | ");
          return `Invalid discriminator value. Expected ${opts}`;
        }
        if (issue2.inclusive === false) {
          return "Invalid input: more than one option matched";
        }
        return "Invalid input";
      case "invalid_element":
        return `Invalid value in ${issue2.origin}`;
      default:
        return `Invalid input`;
    }
  };
};
function en_default() {
  return {
    localeError: error()
  };
}

// node_modules/zod/v4/core/registries.js
var _a2;
var $ZodRegistry = class {
  constructor() {
    this._map = /* @__PURE__ */ new WeakMap();
    this._idmap = /* @__PURE__ */ new Map();
  }
  add(schema, ..._meta) {
    const meta2 = _meta[0];
    this._map.set(schema, meta2);
    if (meta2 && typeof meta2 === "object" && "id" in meta2) {
      this._idmap.set(meta2.id, schema);
    }
    return this;
  }
  clear() {
    this._map = /* @__PURE__ */ new WeakMap();
    this._idmap = /* @__PURE__ */ new Map();
    return this;
  }
  remove(schema) {
    const meta2 = this._map.get(schema);
    if (meta2 && typeof meta2 === "object" && "id" in meta2) {
      this._idmap.delete(meta2.id);
    }
    this._map.delete(schema);
    return this;
  }
  get(schema) {
    const p = schema._zod.parent;
    if (p) {
      const pm = { ...this.get(p) ?? {} };
      delete pm.id;
      const f = { ...pm, ...this._map.get(schema) };
      return Object.keys(f).length ? f : void 0;
    }
    return this._map.get(schema);
  }
  has(schema) {
    return this._map.has(schema);
  }
};
function registry() {
  return new $ZodRegistry();
}
(_a2 = globalThis).__zod_globalRegistry ?? (_a2.__zod_globalRegistry = registry());
var globalRegistry = globalThis.__zod_globalRegistry;

// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
  if (def.checks)
    def.checks = [...def.checks];
  return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class2, params) {
  return new Class2(snapshotChecks({ type: "string", ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _email(Class2, params) {
  return new Class2({
    type: "string",
    format: "email",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _guid(Class2, params) {
  return new Class2({
    type: "string",
    format: "guid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v4",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v6",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv7(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v7",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _url(Class2, params) {
  return new Class2({
    type: "string",
    format: "url",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _emoji2(Class2, params) {
  return new Class2({
    type: "string",
    format: "emoji",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _nanoid(Class2, params) {
  return new Class2({
    type: "string",
    format: "nanoid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "cuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cuid2(Class2, params) {
  return new Class2({
    type: "string",
    format: "cuid2",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ulid(Class2, params) {
  return new Class2({
    type: "string",
    format: "ulid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _xid(Class2, params) {
  return new Class2({
    type: "string",
    format: "xid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ksuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "ksuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ipv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "ipv4",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ipv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "ipv6",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cidrv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "cidrv4",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cidrv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "cidrv6",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _base64(Class2, params) {
  return new Class2({
    type: "string",
    format: "base64",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _base64url(Class2, params) {
  return new Class2({
    type: "string",
    format: "base64url",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _e164(Class2, params) {
  return new Class2({
    type: "string",
    format: "e164",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _jwt(Class2, params) {
  return new Class2({
    type: "string",
    format: "jwt",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class2, params) {
  return new Class2({
    type: "string",
    format: "datetime",
    check: "string_format",
    offset: false,
    local: false,
    precision: null,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class2, params) {
  return new Class2({
    type: "string",
    format: "date",
    check: "string_format",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class2, params) {
  return new Class2({
    type: "string",
    format: "time",
    check: "string_format",
    precision: null,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class2, params) {
  return new Class2({
    type: "string",
    format: "duration",
    check: "string_format",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _number(Class2, params) {
  return new Class2(snapshotChecks({ type: "number", checks: [], ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _int(Class2, params) {
  return new Class2({
    type: "number",
    check: "number_format",
    abort: false,
    format: "safeint",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class2, params) {
  return new Class2({
    type: "boolean",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class2) {
  return new Class2({
    type: "unknown"
  });
}
// @__NO_SIDE_EFFECTS__
function _never(Class2, params) {
  return new Class2({
    type: "never",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _lt(value, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value,
    inclusive: false
  });
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value,
    inclusive: false
  });
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _multipleOf(value, params) {
  return new $ZodCheckMultipleOf({
    check: "multiple_of",
    ...normalizeParams(params),
    value
  });
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
  const ch = new $ZodCheckMaxLength({
    check: "max_length",
    ...normalizeParams(params),
    maximum
  });
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
  return new $ZodCheckMinLength({
    check: "min_length",
    ...normalizeParams(params),
    minimum
  });
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
  return new $ZodCheckLengthEquals({
    check: "length_equals",
    ...normalizeParams(params),
    length
  });
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
  return new $ZodCheckRegex({
    check: "string_format",
    format: "regex",
    ...normalizeParams(params),
    pattern
  });
}
// @__NO_SIDE_EFFECTS__
function _lowercase(params) {
  return new $ZodCheckLowerCase({
    check: "string_format",
    format: "lowercase",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uppercase(params) {
  return new $ZodCheckUpperCase({
    check: "string_format",
    format: "uppercase",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _includes(includes, params) {
  return new $ZodCheckIncludes({
    check: "string_format",
    format: "includes",
    ...normalizeParams(params),
    includes
  });
}
// @__NO_SIDE_EFFECTS__
function _startsWith(prefix, params) {
  return new $ZodCheckStartsWith({
    check: "string_format",
    format: "starts_with",
    ...normalizeParams(params),
    prefix
  });
}
// @__NO_SIDE_EFFECTS__
function _endsWith(suffix, params) {
  return new $ZodCheckEndsWith({
    check: "string_format",
    format: "ends_with",
    ...normalizeParams(params),
    suffix
  });
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
  return new $ZodCheckOverwrite({
    check: "overwrite",
    tx
  });
}
// @__NO_SIDE_EFFECTS__
function _normalize(form) {
  return /* @__PURE__ */ _overwrite((input) => input.normalize(form));
}
// @__NO_SIDE_EFFECTS__
function _trim() {
  return /* @__PURE__ */ _overwrite((input) => input.trim());
}
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
  return /* @__PURE__ */ _overwrite((input) => input.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function _toUpperCase() {
  return /* @__PURE__ */ _overwrite((input) => input.toUpperCase());
}
// @__NO_SIDE_EFFECTS__
function _slugify() {
  return /* @__PURE__ */ _overwrite((input) => slugify(input));
}
// @__NO_SIDE_EFFECTS__
function _array(Class2, element, params) {
  return new Class2({
    type: "array",
    element,
    // get element() {
    //   return element;
    // },
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _refine(Class2, fn, _params) {
  const schema = new Class2({
    type: "custom",
    check: "custom",
    fn,
    ...normalizeParams(_params)
  });
  return schema;
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
  const ch = /* @__PURE__ */ _check((payload) => {
    payload.addIssue = (issue2) => {
      if (typeof issue2 === "string") {
        payload.issues.push(issue(issue2, payload.value, ch._zod.def));
      } else {
        const _issue = issue2;
        if (_issue.fatal)
          _issue.continue = false;
        _issue.code ?? (_issue.code = "custom");
        if (!("input" in _issue))
          _issue.input = payload.value;
        _issue.inst ?? (_issue.inst = ch);
        _issue.continue ?? (_issue.continue = !ch._zod.def.abort);
        payload.issues.push(issue(_issue));
      }
    };
    return fn(payload.value, payload);
  }, params);
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
  const ch = new $ZodCheck({
    check: "custom",
    ...normalizeParams(params)
  });
  ch._zod.check = fn;
  return ch;
}

// node_modules/zod/v4/core/to-json-schema.js
function assignProps(target2, ...sources) {
  for (const source of sources) {
    for (const key of Reflect.ownKeys(source)) {
      if (Object.prototype.propertyIsEnumerable.call(source, key)) {
        assignProp(target2, key, source[key]);
      }
    }
  }
  return target2;
}
function initializeContext(params) {
  let target2 = params?.target ?? "draft-2020-12";
  if (target2 === "draft-4")
    target2 = "draft-04";
  if (target2 === "draft-7")
    target2 = "draft-07";
  return {
    processors: params.processors ?? {},
    metadataRegistry: params?.metadata ?? globalRegistry,
    target: target2,
    unrepresentable: params?.unrepresentable ?? "throw",
    override: params?.override ?? (() => {
    }),
    io: params?.io ?? "output",
    counter: 0,
    seen: /* @__PURE__ */ new Map(),
    sharedDefsExtractedFor: void 0,
    sharedEmitDoneFor: void 0,
    cycles: params?.cycles ?? "ref",
    reused: params?.reused ?? "inline",
    intersections: [],
    deferred: [],
    external: params?.external ?? void 0
  };
}
function handleUnrepresentable(schema, ctx, json, params, message) {
  const result2 = typeof ctx.unrepresentable === "function" ? ctx.unrepresentable({ zodSchema: schema, path: params.path, message }) : ctx.unrepresentable;
  if (result2 === "any")
    return false;
  if (result2 === void 0 || result2 === "throw")
    throw new Error(message);
  Object.assign(json, result2);
  return true;
}
function processSchema(schema, ctx, _params = { path: [], schemaPath: [] }) {
  var _a3;
  const def = schema._zod.def;
  const seen = ctx.seen.get(schema);
  if (seen) {
    seen.count++;
    const isCycle = _params.schemaPath.includes(schema);
    if (isCycle) {
      seen.cycle = _params.path;
    }
    return seen.schema;
  }
  const result2 = { schema: {}, count: 1, cycle: void 0, path: _params.path };
  ctx.seen.set(schema, result2);
  ctx.sharedDefsExtractedFor = void 0;
  ctx.sharedEmitDoneFor = void 0;
  const overrideSchema = schema._zod.toJSONSchema?.();
  if (overrideSchema) {
    result2.schema = overrideSchema;
  } else {
    const params = {
      ..._params,
      schemaPath: [..._params.schemaPath, schema],
      path: _params.path
    };
    if (schema._zod.processJSONSchema) {
      schema._zod.processJSONSchema(ctx, result2.schema, params);
    } else {
      const _json = result2.schema;
      const processor = ctx.processors[def.type];
      if (!processor) {
        throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`);
      }
      processor(schema, ctx, _json, params);
    }
    const parent = schema._zod.parent;
    if (parent) {
      if (!result2.ref)
        result2.ref = parent;
      processSchema(parent, ctx, params);
      ctx.seen.get(parent).isParent = true;
    }
  }
  const meta2 = ctx.metadataRegistry.get(schema);
  if (meta2)
    assignProps(result2.schema, meta2);
  if (ctx.io === "input" && isTransforming(schema)) {
    delete result2.schema.examples;
    delete result2.schema.default;
  }
  if (ctx.io === "input" && "_prefault" in result2.schema)
    (_a3 = result2.schema).default ?? (_a3.default = result2.schema._prefault);
  delete result2.schema._prefault;
  const _result = ctx.seen.get(schema);
  return _result.schema;
}
function encodeJSONPointerSegment(segment) {
  return segment.replace(/~/g, "~0").replace(/\//g, "~1");
}
function extractDefs(ctx, schema) {
  const root = ctx.seen.get(schema);
  if (!root)
    throw new Error("Unprocessed schema. This is a bug in Zod.");
  if (ctx.external && ctx.sharedDefsExtractedFor === ctx.external)
    return;
  const idToSchema = /* @__PURE__ */ new Map();
  for (const entry of ctx.seen.entries()) {
    const id = ctx.metadataRegistry.get(entry[0])?.id;
    if (id) {
      const existing = idToSchema.get(id);
      if (existing && existing !== entry[0]) {
        throw new Error(`Duplicate schema id "${id}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
      }
      idToSchema.set(id, entry[0]);
    }
  }
  const makeURI = (entry) => {
    const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
    if (ctx.external) {
      const externalId = ctx.external.registry.get(entry[0])?.id;
      const uriGenerator = ctx.external.uri ?? ((id2) => id2);
      if (externalId) {
        return { ref: uriGenerator(externalId) };
      }
      const id = entry[1].defId ?? entry[1].schema.id ?? `schema${ctx.counter++}`;
      entry[1].defId = id;
      return { defId: id, ref: `${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id)}` };
    }
    const uriPrefix = `#`;
    const defUriPrefix = `${uriPrefix}/${defsSegment}/`;
    if (entry[1] === root && !entry[1].schema.id) {
      return { ref: uriPrefix };
    }
    const defId = entry[1].schema.id ?? `__schema${ctx.counter++}`;
    return { defId, ref: defUriPrefix + encodeJSONPointerSegment(defId) };
  };
  const extractToDef = (entry) => {
    if (entry[1].schema.$ref) {
      return;
    }
    const seen = entry[1];
    const { ref, defId } = makeURI(entry);
    seen.def = { ...seen.schema };
    if (defId)
      seen.defId = defId;
    const schema2 = seen.schema;
    for (const key in schema2) {
      delete schema2[key];
    }
    schema2.$ref = ref;
  };
  if (ctx.cycles === "throw") {
    for (const entry of ctx.seen.entries()) {
      const seen = entry[1];
      if (seen.cycle) {
        throw new Error(`Cycle detected: #/${seen.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
      }
    }
  }
  for (const entry of ctx.seen.entries()) {
    const seen = entry[1];
    if (schema === entry[0]) {
      extractToDef(entry);
      continue;
    }
    if (ctx.external) {
      const ext = ctx.external.registry.get(entry[0])?.id;
      if (schema !== entry[0] && ext) {
        extractToDef(entry);
        continue;
      }
    }
    const id = ctx.metadataRegistry.get(entry[0])?.id;
    if (id) {
      extractToDef(entry);
      continue;
    }
    if (seen.cycle) {
      extractToDef(entry);
      continue;
    }
    if (seen.count > 1) {
      if (ctx.reused === "ref") {
        extractToDef(entry);
      }
    }
  }
  if (ctx.external)
    ctx.sharedDefsExtractedFor = ctx.external;
}
function compactTypeUnion(schema) {
  const options = schema.anyOf;
  if (!Array.isArray(options) || options.length === 0 || schema.type !== void 0)
    return;
  const types = [];
  for (const option of options) {
    if (!option || typeof option !== "object")
      return;
    compactTypeUnion(option);
    const keys = Object.keys(option);
    if (keys.length !== 1 || keys[0] !== "type")
      return;
    const type2 = option.type;
    for (const member2 of Array.isArray(type2) ? type2 : [type2]) {
      if (typeof member2 !== "string")
        return;
      if (!types.includes(member2))
        types.push(member2);
    }
  }
  delete schema.anyOf;
  schema.type = types.length === 1 ? types[0] : types;
}
var FOLDABLE_KEYS = /* @__PURE__ */ new Set(["type", "properties", "required", "additionalProperties"]);
var UNION_KEYS = ["oneOf", "anyOf"];
function undeclaredConstraint(member2) {
  const extra = member2.additionalProperties;
  if (extra === void 0 || extra === false || typeof extra !== "object" || extra === null)
    return null;
  return Object.keys(extra).length ? extra : null;
}
function foldObjects(members2) {
  const objects = [];
  for (const member2 of members2) {
    if (typeof member2 !== "object" || member2.type !== "object")
      return null;
    for (const key in member2) {
      if (!FOLDABLE_KEYS.has(key))
        return null;
    }
    objects.push(member2);
  }
  const properties = {};
  const required2 = /* @__PURE__ */ new Set();
  for (const object2 of objects) {
    for (const key in object2.properties) {
      if (Object.prototype.hasOwnProperty.call(properties, key))
        continue;
      const parts = [];
      for (const other of objects) {
        const part = other.properties?.[key] ?? undeclaredConstraint(other);
        if (part === null || part === void 0)
          continue;
        if (!parts.some((seen) => JSON.stringify(seen) === JSON.stringify(part)))
          parts.push(part);
      }
      const merged = parts.length === 1 ? parts[0] : foldObjects(parts) ?? { allOf: parts };
      assignProp(properties, key, merged);
    }
    for (const key of object2.required ?? [])
      required2.add(key);
  }
  const folded2 = { type: "object", properties };
  if (required2.size)
    folded2.required = [...required2];
  if (objects.every((object2) => object2.additionalProperties === false)) {
    folded2.additionalProperties = false;
  } else {
    const constraints = [];
    for (const object2 of objects) {
      const constraint = undeclaredConstraint(object2);
      if (constraint && !constraints.some((seen) => JSON.stringify(seen) === JSON.stringify(constraint)))
        constraints.push(constraint);
    }
    if (constraints.length === 1)
      folded2.additionalProperties = constraints[0];
    else if (constraints.length > 1)
      folded2.additionalProperties = { allOf: constraints };
  }
  return folded2;
}
function foldIntersection(json) {
  const allOf = json.allOf;
  if (!Array.isArray(allOf) || allOf.length < 2)
    return;
  for (const key of FOLDABLE_KEYS)
    if (key in json)
      return;
  const unions = allOf.filter((m) => UNION_KEYS.some((k) => Array.isArray(m[k])));
  let folded2 = null;
  if (!unions.length) {
    folded2 = foldObjects(allOf);
  } else {
    const union3 = unions[0];
    const keyword = UNION_KEYS.find((k) => Array.isArray(union3[k]));
    if (Object.keys(union3).length !== 1)
      return;
    const rest = allOf.filter((m) => m !== union3);
    const branches = union3[keyword].map((branch) => foldObjects([...rest, branch]));
    if (branches.some((b) => !b))
      return;
    folded2 = { [keyword]: branches };
  }
  if (!folded2)
    return;
  delete json.allOf;
  assignProps(json, folded2);
}
function finalize(ctx, schema) {
  const root = ctx.seen.get(schema);
  if (!root)
    throw new Error("Unprocessed schema. This is a bug in Zod.");
  const flattenRef = (zodSchema) => {
    const seen = ctx.seen.get(zodSchema);
    if (seen.ref === null)
      return;
    const schema2 = seen.def ?? seen.schema;
    const _cached = { ...schema2 };
    const ref = seen.ref;
    seen.ref = null;
    if (ref) {
      flattenRef(ref);
      const refSeen = ctx.seen.get(ref);
      const refSchema = refSeen.schema;
      if (refSchema.$ref && (ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0")) {
        schema2.allOf = schema2.allOf ?? [];
        schema2.allOf.push(refSchema);
      } else {
        assignProps(schema2, refSchema);
      }
      assignProps(schema2, _cached);
      const isParentRef = zodSchema._zod.parent === ref;
      if (isParentRef) {
        for (const key in schema2) {
          if (key === "$ref" || key === "allOf")
            continue;
          if (!(key in _cached)) {
            delete schema2[key];
          }
        }
      }
      if (refSchema.$ref && refSeen.def) {
        for (const key in schema2) {
          if (key === "$ref" || key === "allOf")
            continue;
          if (key in refSeen.def && JSON.stringify(schema2[key]) === JSON.stringify(refSeen.def[key])) {
            delete schema2[key];
          }
        }
      }
    }
    const parent = zodSchema._zod.parent;
    if (parent && parent !== ref) {
      flattenRef(parent);
      const parentSeen = ctx.seen.get(parent);
      if (parentSeen?.schema.$ref) {
        schema2.$ref = parentSeen.schema.$ref;
        if (parentSeen.def) {
          for (const key in schema2) {
            if (key === "$ref" || key === "allOf")
              continue;
            if (key in parentSeen.def && JSON.stringify(schema2[key]) === JSON.stringify(parentSeen.def[key])) {
              delete schema2[key];
            }
          }
        }
      }
    }
    ctx.override({
      zodSchema,
      jsonSchema: schema2,
      path: seen.path ?? []
    });
  };
  if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
    for (const entry of [...ctx.seen.entries()].reverse()) {
      flattenRef(entry[0]);
    }
    if (ctx.target !== "openapi-3.0") {
      for (const entry of ctx.seen.entries()) {
        compactTypeUnion(entry[1].def ?? entry[1].schema);
      }
    }
    for (const rewrite of ctx.deferred)
      rewrite();
    if (ctx.intersections.length) {
      const carriers = /* @__PURE__ */ new Map();
      for (const seen of ctx.seen.values()) {
        for (const json of [seen.schema, seen.def]) {
          const allOf = json?.allOf;
          if (!Array.isArray(allOf))
            continue;
          const existing = carriers.get(allOf);
          if (existing)
            existing.push(json);
          else
            carriers.set(allOf, [json]);
        }
      }
      for (const allOf of ctx.intersections) {
        for (const json of carriers.get(allOf) ?? [])
          foldIntersection(json);
      }
    }
  }
  const result2 = {};
  if (ctx.target === "draft-2020-12") {
    result2.$schema = "https://json-schema.org/draft/2020-12/schema";
  } else if (ctx.target === "draft-07") {
    result2.$schema = "http://json-schema.org/draft-07/schema#";
  } else if (ctx.target === "draft-04") {
    result2.$schema = "http://json-schema.org/draft-04/schema#";
  } else if (ctx.target === "openapi-3.0") {
  } else {
  }
  if (ctx.external?.uri) {
    const id = ctx.external.registry.get(schema)?.id;
    if (!id)
      throw new Error("Schema is missing an `id` property");
    result2.$id = ctx.external.uri(id);
  }
  assignProps(result2, root.defId ? root.schema : root.def ?? root.schema);
  const rootMetaId = ctx.metadataRegistry.get(schema)?.id;
  if (rootMetaId !== void 0 && result2.id === rootMetaId)
    delete result2.id;
  const defs = ctx.external?.defs ?? {};
  if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
    for (const entry of ctx.seen.entries()) {
      const seen = entry[1];
      if (seen.def && seen.defId) {
        if (seen.def.id === seen.defId)
          delete seen.def.id;
        assignProp(defs, seen.defId, seen.def);
      }
    }
  }
  if (ctx.external)
    ctx.sharedEmitDoneFor = ctx.external;
  if (ctx.external) {
  } else {
    if (Object.keys(defs).length > 0) {
      if (ctx.target === "draft-2020-12") {
        result2.$defs = defs;
      } else {
        result2.definitions = defs;
      }
    }
  }
  try {
    const finalized = JSON.parse(JSON.stringify(result2));
    Object.defineProperty(finalized, "~standard", {
      value: {
        ...schema["~standard"],
        jsonSchema: {
          input: createStandardJSONSchemaMethod(schema, "input", ctx.processors),
          output: createStandardJSONSchemaMethod(schema, "output", ctx.processors)
        }
      },
      enumerable: false,
      writable: false
    });
    return finalized;
  } catch (_err) {
    throw new Error("Error converting schema to JSON.");
  }
}
function isTransforming(_schema, _ctx) {
  const ctx = _ctx ?? { seen: /* @__PURE__ */ new Set() };
  if (ctx.seen.has(_schema))
    return false;
  ctx.seen.add(_schema);
  const def = _schema._zod.def;
  if (def.type === "transform")
    return true;
  if (def.type === "array")
    return isTransforming(def.element, ctx);
  if (def.type === "set")
    return isTransforming(def.valueType, ctx);
  if (def.type === "lazy")
    return isTransforming(def.getter(), ctx);
  if (def.type === "promise" || def.type === "optional" || def.type === "nonoptional" || def.type === "nullable" || def.type === "readonly" || def.type === "default" || def.type === "prefault" || def.type === "catch") {
    return isTransforming(def.innerType, ctx);
  }
  if (def.type === "intersection") {
    return isTransforming(def.left, ctx) || isTransforming(def.right, ctx);
  }
  if (def.type === "record" || def.type === "map") {
    return isTransforming(def.keyType, ctx) || isTransforming(def.valueType, ctx);
  }
  if (def.type === "pipe") {
    if (_schema._zod.traits.has("$ZodCodec"))
      return true;
    return isTransforming(def.in, ctx) || isTransforming(def.out, ctx);
  }
  if (def.type === "object") {
    for (const key in def.shape) {
      if (isTransforming(def.shape[key], ctx))
        return true;
    }
    return false;
  }
  if (def.type === "union") {
    for (const option of def.options) {
      if (isTransforming(option, ctx))
        return true;
    }
    return false;
  }
  if (def.type === "tuple") {
    for (const item of def.items) {
      if (isTransforming(item, ctx))
        return true;
    }
    if (def.rest && isTransforming(def.rest, ctx))
      return true;
    return false;
  }
  return false;
}
var createToJSONSchemaMethod = (schema, processors = {}) => (params) => {
  const ctx = initializeContext({ ...params, processors });
  processSchema(schema, ctx);
  extractDefs(ctx, schema);
  return finalize(ctx, schema);
};
var createStandardJSONSchemaMethod = (schema, io, processors = {}) => (params) => {
  const { libraryOptions, target: target2 } = params ?? {};
  const ctx = initializeContext({ ...libraryOptions ?? {}, target: target2, io, processors });
  processSchema(schema, ctx);
  extractDefs(ctx, schema);
  return finalize(ctx, schema);
};

// node_modules/zod/v4/core/json-schema-processors.js
var narrowMin = (agg, key, value) => {
  if (agg[key] === void 0 || value > agg[key])
    agg[key] = value;
};
var narrowMax = (agg, key, value) => {
  if (agg[key] === void 0 || value < agg[key])
    agg[key] = value;
};
var narrowBoth = (agg, value) => {
  narrowMin(agg, "minimum", value);
  narrowMax(agg, "maximum", value);
};
var addDivisor = (agg, value) => {
  agg.multipleOf ?? (agg.multipleOf = []);
  if (!agg.multipleOf.includes(value))
    agg.multipleOf.push(value);
};
var addPattern = (agg, pattern) => {
  agg.patterns ?? (agg.patterns = /* @__PURE__ */ new Set());
  agg.patterns.add(pattern);
};
var intersectMime = (agg, mime) => {
  agg.mime = agg.mime ? agg.mime.filter((m) => mime.includes(m)) : [...mime];
};
var setFormat = (agg, format) => {
  agg.format = format;
  if (format.includes("int"))
    agg.isInt = true;
};
var minContributor = (agg, def) => narrowMin(agg, "minimum", def.minimum);
var maxContributor = (agg, def) => narrowMax(agg, "maximum", def.maximum);
var formatContributor = (ranges) => (agg, def) => {
  setFormat(agg, def.format);
  const [minimum, maximum] = ranges[def.format];
  narrowMin(agg, "minimum", minimum);
  narrowMax(agg, "maximum", maximum);
};
var contributors = {
  greater_than: (agg, def) => narrowMin(agg, def.inclusive ? "minimum" : "exclusiveMinimum", def.value),
  less_than: (agg, def) => narrowMax(agg, def.inclusive ? "maximum" : "exclusiveMaximum", def.value),
  multiple_of: (agg, def) => addDivisor(agg, def.value),
  number_format: formatContributor(NUMBER_FORMAT_RANGES),
  bigint_format: formatContributor(BIGINT_FORMAT_RANGES),
  min_length: minContributor,
  max_length: maxContributor,
  length_equals: (agg, def) => narrowBoth(agg, def.length),
  min_size: minContributor,
  max_size: maxContributor,
  size_equals: (agg, def) => narrowBoth(agg, def.size),
  string_format: (agg, def) => {
    setFormat(agg, def.format);
    if (def.pattern)
      addPattern(agg, def.pattern);
    if (def.format === "base64" || def.format === "base64url")
      agg.contentEncoding = def.format;
    if (def.local || def.precision === -1)
      agg.laxFormat = true;
  },
  mime_type: (agg, def) => intersectMime(agg, def.mime)
};
function aggregateChecks(schema) {
  const agg = {};
  const def = schema._zod.def;
  const list2 = schema._zod.traits.has("$ZodCheck") ? [schema, ...def.checks ?? []] : def.checks ?? [];
  for (const ch of list2)
    contributors[ch._zod.def.check]?.(agg, ch._zod.def);
  const bag = schema._zod.bag;
  if (bag.minimum !== void 0)
    narrowMin(agg, "minimum", bag.minimum);
  if (bag.exclusiveMinimum !== void 0)
    narrowMin(agg, "exclusiveMinimum", bag.exclusiveMinimum);
  if (bag.maximum !== void 0)
    narrowMax(agg, "maximum", bag.maximum);
  if (bag.exclusiveMaximum !== void 0)
    narrowMax(agg, "exclusiveMaximum", bag.exclusiveMaximum);
  if (bag.multipleOf !== void 0)
    addDivisor(agg, bag.multipleOf);
  if (bag.format !== void 0) {
    agg.format ?? (agg.format = bag.format);
    if (bag.format.includes("int"))
      agg.isInt = true;
  }
  if (bag.mime)
    intersectMime(agg, bag.mime);
  for (const pattern of bag.patterns ?? [])
    addPattern(agg, pattern);
  return agg;
}
var formatMap = {
  guid: "uuid",
  url: "uri",
  datetime: "date-time",
  json_string: "json-string",
  regex: ""
  // do not set
};
var exactPatterns = /* @__PURE__ */ new Map([
  [base64Charset, base64],
  [base64urlCharset, base64url]
]);
var exactPattern = (p) => exactPatterns.get(p) ?? p;
var stringProcessor = (schema, ctx, _json, _params) => {
  const json = _json;
  json.type = "string";
  const { minimum, maximum, format, patterns, contentEncoding, laxFormat } = aggregateChecks(schema);
  if (typeof minimum === "number")
    json.minLength = minimum;
  if (typeof maximum === "number")
    json.maxLength = maximum;
  if (format) {
    json.format = formatMap[format] ?? format;
    if (json.format === "")
      delete json.format;
    if (format === "time" || laxFormat) {
      delete json.format;
    }
  }
  if (contentEncoding)
    json.contentEncoding = contentEncoding;
  if (patterns && patterns.size > 0) {
    const patternList = [...patterns].map(exactPattern);
    if (patternList.length === 1)
      json.pattern = patternList[0].source;
    else if (patternList.length > 1) {
      json.allOf = [
        ...patternList.map((regex) => ({
          ...ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0" ? { type: "string" } : {},
          pattern: regex.source
        }))
      ];
    }
  }
};
var numberProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const { minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum, isInt } = aggregateChecks(schema);
  json.type = isInt ? "integer" : "number";
  const exMin = typeof exclusiveMinimum === "number" && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY);
  const exMax = typeof exclusiveMaximum === "number" && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY);
  const legacy = ctx.target === "draft-04" || ctx.target === "openapi-3.0";
  if (exMin) {
    if (legacy) {
      json.minimum = exclusiveMinimum;
      json.exclusiveMinimum = true;
    } else {
      json.exclusiveMinimum = exclusiveMinimum;
    }
  } else if (typeof minimum === "number") {
    json.minimum = minimum;
  }
  if (exMax) {
    if (legacy) {
      json.maximum = exclusiveMaximum;
      json.exclusiveMaximum = true;
    } else {
      json.exclusiveMaximum = exclusiveMaximum;
    }
  } else if (typeof maximum === "number") {
    json.maximum = maximum;
  }
  if (multipleOf) {
    const divisors = /* @__PURE__ */ new Set();
    for (const divisor of multipleOf) {
      if (Number.isFinite(divisor) && divisor !== 0)
        divisors.add(Math.abs(divisor));
      else
        handleUnrepresentable(schema, ctx, json, params, `A multipleOf divisor of ${divisor} cannot be represented in JSON Schema`);
    }
    const [first, ...rest] = divisors;
    if (first !== void 0)
      json.multipleOf = first;
    if (rest.length)
      json.allOf = [...json.allOf ?? [], ...rest.map((m) => ({ multipleOf: m }))];
  }
};
var booleanProcessor = (_schema, _ctx, json, _params) => {
  json.type = "boolean";
};
var neverProcessor = (_schema, _ctx, json, _params) => {
  json.not = {};
};
var unknownProcessor = (_schema, _ctx, _json, _params) => {
};
var enumProcessor = (schema, _ctx, json, _params) => {
  const def = schema._zod.def;
  const values = getEnumValues(def.entries);
  if (values.length === 0) {
    json.not = {};
    return;
  }
  if (values.every((v) => typeof v === "number"))
    json.type = "number";
  if (values.every((v) => typeof v === "string"))
    json.type = "string";
  json.enum = values;
};
var literalProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  if (def.values.length === 0) {
    json.not = {};
    return;
  }
  const vals = [];
  for (const val of def.values) {
    if (val === void 0) {
      if (handleUnrepresentable(schema, ctx, json, params, "Literal `undefined` cannot be represented in JSON Schema"))
        return;
    } else if (typeof val === "bigint") {
      if (handleUnrepresentable(schema, ctx, json, params, "BigInt literals cannot be represented in JSON Schema"))
        return;
      vals.push(Number(val));
    } else {
      vals.push(val);
    }
  }
  if (vals.length === 0) {
  } else if (vals.length === 1) {
    const val = vals[0];
    json.type = val === null ? "null" : typeof val;
    if (ctx.target === "draft-04" || ctx.target === "openapi-3.0") {
      json.enum = [val];
    } else {
      json.const = val;
    }
  } else {
    if (vals.every((v) => typeof v === "number"))
      json.type = "number";
    if (vals.every((v) => typeof v === "string"))
      json.type = "string";
    if (vals.every((v) => typeof v === "boolean"))
      json.type = "boolean";
    if (vals.every((v) => v === null))
      json.type = "null";
    json.enum = vals;
  }
};
var customProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Custom types cannot be represented in JSON Schema");
};
var transformProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Transforms cannot be represented in JSON Schema");
};
var arrayProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const def = schema._zod.def;
  const { minimum, maximum } = aggregateChecks(schema);
  if (typeof minimum === "number")
    json.minItems = minimum;
  if (typeof maximum === "number")
    json.maxItems = maximum;
  json.type = "array";
  json.items = processSchema(def.element, ctx, {
    ...params,
    path: [...params.path, "items"]
  });
};
function inputOptin(schema) {
  const def = schema._zod.def;
  if (def.type === "pipe" && def.in._zod.traits.has("$ZodTransform")) {
    return inputOptin(def.out);
  }
  if (def.type === "catch") {
    return inputOptin(def.innerType);
  }
  return schema._zod.optin;
}
var objectProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const def = schema._zod.def;
  const shape2 = def.shape;
  const symbolKeys = Object.getOwnPropertySymbols(shape2);
  if (symbolKeys.length && handleUnrepresentable(schema, ctx, json, params, "Symbol keys cannot be represented in JSON Schema")) {
    return;
  }
  json.type = "object";
  json.properties = {};
  for (const key in shape2) {
    assignProp(json.properties, key, processSchema(shape2[key], ctx, {
      ...params,
      path: [...params.path, "properties", key]
    }));
  }
  const requiredKeys = [];
  for (const key of Object.keys(shape2)) {
    const field2 = def.shape[key];
    if (ctx.io === "input" ? inputOptin(field2) === void 0 : field2._zod.optout === void 0) {
      requiredKeys.push(key);
    }
  }
  if (requiredKeys.length > 0) {
    json.required = requiredKeys;
  }
  if (def.catchall?._zod.def.type === "never") {
    json.additionalProperties = false;
  } else if (!def.catchall) {
    if (ctx.io === "output")
      json.additionalProperties = false;
  } else if (def.catchall) {
    json.additionalProperties = processSchema(def.catchall, ctx, {
      ...params,
      path: [...params.path, "additionalProperties"]
    });
  }
};
var unionProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  const isExclusive = def.inclusive === false;
  const options = def.options.map((x, i) => processSchema(x, ctx, {
    ...params,
    path: [...params.path, isExclusive ? "oneOf" : "anyOf", i]
  }));
  if (isExclusive) {
    json.oneOf = options;
  } else {
    json.anyOf = options;
  }
};
var intersectionProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  const a = processSchema(def.left, ctx, {
    ...params,
    path: [...params.path, "allOf", 0]
  });
  const b = processSchema(def.right, ctx, {
    ...params,
    path: [...params.path, "allOf", 1]
  });
  const isSimpleIntersection = (val) => "allOf" in val && Object.keys(val).length === 1;
  const allOf = [
    ...isSimpleIntersection(a) ? a.allOf : [a],
    ...isSimpleIntersection(b) ? b.allOf : [b]
  ];
  json.allOf = allOf;
  ctx.intersections.push(allOf);
};
function stringifyKeyNames(bySchema, json, visited) {
  if (json.$ref) {
    if (visited.has(json))
      return json;
    visited.add(json);
    const def = bySchema.get(json)?.def;
    if (!def)
      return json;
    const inlined = stringifyKeyNames(bySchema, def, visited);
    return inlined === def ? json : inlined;
  }
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = json[keyword];
    if (!Array.isArray(branches))
      continue;
    const mapped = branches.map((branch) => stringifyKeyNames(bySchema, branch, visited));
    if (mapped.some((branch, i) => branch !== branches[i]))
      json = { ...json, [keyword]: mapped };
  }
  const types = Array.isArray(json.type) ? json.type : [json.type];
  const numericType = !types.includes("string") && types.some((t) => t === "number" || t === "integer");
  const values = json.enum ?? (json.const !== void 0 ? [json.const] : void 0);
  if (!numericType && !values?.some((v) => typeof v === "number"))
    return json;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format, id, ...rest } = json;
  if (rest.enum)
    rest.enum = rest.enum.map((v) => typeof v === "number" ? String(v) : v);
  else if (typeof rest.const === "number")
    rest.const = String(rest.const);
  if (!numericType)
    return rest;
  rest.type = "string";
  if (!values)
    rest.pattern = (types.includes("number") ? number : integer).source;
  return rest;
}
var pendingRecords = /* @__PURE__ */ new WeakMap();
function rewriteKeyNames(ctx) {
  const bySchema = /* @__PURE__ */ new Map();
  for (const entry of ctx.seen.values()) {
    if (entry.def && !bySchema.has(entry.schema))
      bySchema.set(entry.schema, entry);
  }
  const rewrites = /* @__PURE__ */ new Map();
  for (const record2 of pendingRecords.get(ctx) ?? []) {
    const seen = ctx.seen.get(record2);
    const names2 = (seen?.def ?? seen?.schema)?.propertyNames;
    if (!names2 || names2 === true || rewrites.has(names2))
      continue;
    const rewritten = stringifyKeyNames(bySchema, names2, /* @__PURE__ */ new Set());
    if (rewritten !== names2)
      rewrites.set(names2, rewritten);
  }
  if (!rewrites.size)
    return;
  for (const entry of ctx.seen.values()) {
    for (const carrier of [entry.schema, entry.def]) {
      const rewritten = carrier && rewrites.get(carrier.propertyNames);
      if (rewritten)
        carrier.propertyNames = rewritten;
    }
  }
}
var recordProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const def = schema._zod.def;
  json.type = "object";
  const keyType = def.keyType;
  const patterns = aggregateChecks(keyType).patterns;
  if (def.mode === "loose" && patterns && patterns.size > 0) {
    const valueSchema = processSchema(def.valueType, ctx, {
      ...params,
      path: [...params.path, "patternProperties", "*"]
    });
    json.patternProperties = {};
    for (const pattern of patterns) {
      assignProp(json.patternProperties, exactPattern(pattern).source, valueSchema);
    }
  } else {
    if (ctx.target === "draft-07" || ctx.target === "draft-2020-12") {
      json.propertyNames = processSchema(def.keyType, ctx, {
        ...params,
        path: [...params.path, "propertyNames"]
      });
      let pending = pendingRecords.get(ctx);
      if (!pending) {
        pending = [];
        pendingRecords.set(ctx, pending);
        ctx.deferred.push(() => rewriteKeyNames(ctx));
      }
      pending.push(schema);
    }
    json.additionalProperties = processSchema(def.valueType, ctx, {
      ...params,
      path: [...params.path, "additionalProperties"]
    });
  }
  const keyValues = keyType._zod.values;
  const omittableOnInput = ctx.io === "input" && inputOptin(def.valueType) !== void 0;
  if (keyValues && !def.partial && !omittableOnInput) {
    const validKeyValues = [...keyValues].filter((v) => typeof v === "string" || typeof v === "number");
    if (validKeyValues.length > 0) {
      json.required = validKeyValues.map(String);
    }
  }
};
var nullableProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  const inner = processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  if (ctx.target === "openapi-3.0") {
    seen.ref = def.innerType;
    json.nullable = true;
  } else {
    json.anyOf = [inner, { type: "null" }];
  }
};
var nonoptionalProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
};
var UNREPRESENTABLE_DEFAULT = /* @__PURE__ */ Symbol();
function serializeDefaultValue(value, schema, ctx, json, params) {
  let unrepresentable = false;
  const serialized = JSON.stringify(value, (_, val) => {
    if (typeof val !== "bigint")
      return val;
    unrepresentable = true;
    return null;
  });
  if (!unrepresentable)
    return JSON.parse(serialized);
  handleUnrepresentable(schema, ctx, json, params, "BigInt defaults cannot be represented in JSON Schema");
  return UNREPRESENTABLE_DEFAULT;
}
var defaultProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
  const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
  if (value !== UNREPRESENTABLE_DEFAULT)
    json.default = value;
};
var prefaultProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
  if (ctx.io !== "input")
    return;
  const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
  if (value !== UNREPRESENTABLE_DEFAULT)
    json._prefault = value;
};
var catchProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
  let catchValue;
  try {
    catchValue = def.catchValue(void 0);
  } catch {
    handleUnrepresentable(schema, ctx, json, params, "Dynamic catch values are not supported in JSON Schema");
    return;
  }
  json.default = catchValue;
};
var pipeProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  const inIsTransform = def.in._zod.traits.has("$ZodTransform");
  const innerType = ctx.io === "input" ? inIsTransform ? def.out : def.in : def.out;
  processSchema(innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = innerType;
};
var readonlyProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
  json.readOnly = true;
};
var optionalProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
};

// node_modules/zod/v4/classic/errors.js
var _installedErrorProtos = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
function _lazyMethod(proto, key, make) {
  Object.defineProperty(proto, key, {
    configurable: true,
    enumerable: false,
    get() {
      const value = make(this);
      Object.defineProperty(this, key, { value, configurable: true, writable: true });
      return value;
    },
    set(value) {
      Object.defineProperty(this, key, { value, configurable: true, writable: true });
    }
  });
}
var initializer2 = (inst, issues) => {
  $ZodError.init(inst, issues);
  inst.name = "ZodError";
  const proto = Object.getPrototypeOf(inst);
  if (_installedErrorProtos.has(proto))
    return;
  _installedErrorProtos.add(proto);
  _lazyMethod(proto, "format", (self) => (mapper) => formatError(self, mapper));
  _lazyMethod(proto, "flatten", (self) => (mapper) => flattenError(self, mapper));
  _lazyMethod(proto, "addIssue", (self) => (issue2) => {
    self.issues.push(issue2);
    self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
  });
  _lazyMethod(proto, "addIssues", (self) => (issues2) => {
    self.issues.push(...issues2);
    self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
  });
  Object.defineProperty(proto, "isEmpty", {
    configurable: true,
    enumerable: false,
    get() {
      return this.issues.length === 0;
    }
  });
};
var ZodRealError = /* @__PURE__ */ $constructor("ZodError", initializer2, void 0, {
  Parent: Error
});

// node_modules/zod/v4/classic/parse.js
var parse = /* @__PURE__ */ _parse(ZodRealError);
var parseAsync = /* @__PURE__ */ _parseAsync(ZodRealError);
var safeParse = /* @__PURE__ */ _safeParse(ZodRealError);
var safeParseAsync = /* @__PURE__ */ _safeParseAsync(ZodRealError);
var encode = /* @__PURE__ */ _encode(ZodRealError);
var decode = /* @__PURE__ */ _decode(ZodRealError);
var encodeAsync = /* @__PURE__ */ _encodeAsync(ZodRealError);
var decodeAsync = /* @__PURE__ */ _decodeAsync(ZodRealError);
var safeEncode = /* @__PURE__ */ _safeEncode(ZodRealError);
var safeDecode = /* @__PURE__ */ _safeDecode(ZodRealError);
var safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync(ZodRealError);
var safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync(ZodRealError);

// node_modules/zod/v4/classic/schemas.js
function _ensureDefaultLocale() {
  if (!globalConfig.localeError)
    config(en_default());
}
function _ensureDefaultMemoizer() {
  if (!globalConfig.memoizer)
    config({ memoizer: memoizer() });
}
var ZodType = /* @__PURE__ */ $constructor("ZodType", (inst, def) => {
  _ensureDefaultLocale();
  $ZodType.init(inst, def);
  inst.def = def;
  inst.type = def.type;
  return inst;
}, {
  check(...chks) {
    const def = this.def;
    return this.clone(util_exports.mergeDefs(def, {
      checks: [
        ...def.checks ?? [],
        ...chks.map((ch) => typeof ch === "function" ? { _zod: { check: ch, def: { check: "custom" }, onattach: [] } } : ch)
      ]
    }), { parent: true });
  },
  with(...chks) {
    return this.check(...chks);
  },
  clone(def, params) {
    return clone(this, def, params);
  },
  brand() {
    return this;
  },
  register(reg, meta2) {
    reg.add(this, meta2);
    return this;
  },
  refine(check, params) {
    return this.check(refine(check, params));
  },
  superRefine(refinement, params) {
    return this.check(superRefine(refinement, params));
  },
  overwrite(fn) {
    return this.check(_overwrite(fn));
  },
  optional() {
    return optional(this);
  },
  exactOptional() {
    return exactOptional(this);
  },
  nullable() {
    return nullable(this);
  },
  nullish() {
    return optional(nullable(this));
  },
  nonoptional(params) {
    return nonoptional(this, params);
  },
  array() {
    return array(this);
  },
  or(arg) {
    return union2([this, arg]);
  },
  and(arg) {
    return intersection(this, arg);
  },
  transform(tx) {
    return pipe(this, transform(tx));
  },
  default(d) {
    return _default(this, d);
  },
  prefault(d) {
    return prefault(this, d);
  },
  catch(params) {
    return _catch(this, params);
  },
  pipe(target2) {
    return pipe(this, target2);
  },
  readonly() {
    return readonly(this);
  },
  describe(description) {
    const cl = this.clone();
    globalRegistry.add(cl, { description });
    return cl;
  },
  meta(...args) {
    if (args.length === 0)
      return globalRegistry.get(this);
    const cl = this.clone();
    globalRegistry.add(cl, args[0]);
    return cl;
  },
  isOptional() {
    return this.safeParse(void 0).success;
  },
  isNullable() {
    return this.safeParse(null).success;
  },
  apply(fn, ...args) {
    return args.length === 0 ? fn(this) : fn(this, ...args);
  },
  // Overrides core's `~standard` to add `jsonSchema`. Must stay a prototype entry: redefining it per instance demotes instances to dictionary mode.
  get "~standard"() {
    return util_exports.hide(this, "~standard", {
      ...standardProps(this),
      jsonSchema: {
        input: createStandardJSONSchemaMethod(this, "input"),
        output: createStandardJSONSchemaMethod(this, "output")
      }
    });
  },
  set "~standard"(value) {
    util_exports.own(this, "~standard", value);
  },
  parse: function _parse2(data, params) {
    return parse(this, data, params, { callee: _parse2 });
  },
  parseAsync: async function _parseAsync2(data, params) {
    return await parseAsync(this, data, params, { callee: _parseAsync2 });
  },
  safeParse(data, params) {
    return safeParse(this, data, params);
  },
  async safeParseAsync(data, params) {
    return safeParseAsync(this, data, params);
  },
  // `spa` is an alias: same function object as `safeParseAsync`, as before.
  get spa() {
    return this?.safeParseAsync;
  },
  set spa(value) {
    util_exports.own(this, "spa", value);
  },
  validate(data, params) {
    return validate(this, data, params);
  },
  validateAsync(data, params) {
    return validateAsync(this, data, params);
  },
  encode: function _encode2(data, params) {
    return encode(this, data, params, { callee: _encode2 });
  },
  decode: function _decode2(data, params) {
    return decode(this, data, params, { callee: _decode2 });
  },
  encodeAsync: async function _encodeAsync2(data, params) {
    return await encodeAsync(this, data, params, { callee: _encodeAsync2 });
  },
  decodeAsync: async function _decodeAsync2(data, params) {
    return await decodeAsync(this, data, params, { callee: _decodeAsync2 });
  },
  safeEncode(data, params) {
    return safeEncode(this, data, params);
  },
  safeDecode(data, params) {
    return safeDecode(this, data, params);
  },
  async safeEncodeAsync(data, params) {
    return safeEncodeAsync(this, data, params);
  },
  async safeDecodeAsync(data, params) {
    return safeDecodeAsync(this, data, params);
  },
  toJSONSchema(params) {
    return createToJSONSchemaMethod(this, {})(params);
  },
  // Reads through to the registry on every access, so it must not cache.
  get description() {
    return globalRegistry.get(this)?.description;
  },
  // No setter: `schema._def = x` throws, as it did when `_def` was a non-writable own property.
  get _def() {
    return this._zod.def;
  }
});
var _ZodString = /* @__PURE__ */ $constructor(
  "_ZodString",
  (inst, def) => {
    $ZodString.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => stringProcessor(inst, ctx, json, params);
  },
  /* @__PURE__ */ util_exports.derived({
    format: (inst) => aggregateChecks(inst).format ?? null,
    minLength: (inst) => aggregateChecks(inst).minimum ?? null,
    maxLength: (inst) => aggregateChecks(inst).maximum ?? null
  }, {
    regex(...args) {
      return this.check(_regex(...args));
    },
    includes(...args) {
      return this.check(_includes(...args));
    },
    startsWith(...args) {
      return this.check(_startsWith(...args));
    },
    endsWith(...args) {
      return this.check(_endsWith(...args));
    },
    min(...args) {
      return this.check(_minLength(...args));
    },
    max(...args) {
      return this.check(_maxLength(...args));
    },
    length(...args) {
      return this.check(_length(...args));
    },
    nonempty(...args) {
      return this.check(_minLength(1, ...args));
    },
    lowercase(params) {
      return this.check(_lowercase(params));
    },
    uppercase(params) {
      return this.check(_uppercase(params));
    },
    trim() {
      return this.check(_trim());
    },
    normalize(...args) {
      return this.check(_normalize(...args));
    },
    toLowerCase() {
      return this.check(_toLowerCase());
    },
    toUpperCase() {
      return this.check(_toUpperCase());
    },
    slugify() {
      return this.check(_slugify());
    }
  })
);
var ZodString = /* @__PURE__ */ $constructor("ZodString", (inst, def) => {
  $ZodString.init(inst, def);
  _ZodString.init(inst, def);
}, {
  email(params) {
    return this.check(_email(ZodEmail, params));
  },
  url(params) {
    return this.check(_url(ZodURL, params));
  },
  jwt(params) {
    return this.check(_jwt(ZodJWT, params));
  },
  emoji(params) {
    return this.check(_emoji2(ZodEmoji, params));
  },
  guid(params) {
    return this.check(_guid(ZodGUID, params));
  },
  uuid(params) {
    return this.check(_uuid(ZodUUID, params));
  },
  uuidv4(params) {
    return this.check(_uuidv4(ZodUUID, params));
  },
  uuidv6(params) {
    return this.check(_uuidv6(ZodUUID, params));
  },
  uuidv7(params) {
    return this.check(_uuidv7(ZodUUID, params));
  },
  nanoid(params) {
    return this.check(_nanoid(ZodNanoID, params));
  },
  cuid(params) {
    return this.check(_cuid(ZodCUID, params));
  },
  cuid2(params) {
    return this.check(_cuid2(ZodCUID2, params));
  },
  ulid(params) {
    return this.check(_ulid(ZodULID, params));
  },
  base64(params) {
    return this.check(_base64(ZodBase64, params));
  },
  base64url(params) {
    return this.check(_base64url(ZodBase64URL, params));
  },
  xid(params) {
    return this.check(_xid(ZodXID, params));
  },
  ksuid(params) {
    return this.check(_ksuid(ZodKSUID, params));
  },
  ipv4(params) {
    return this.check(_ipv4(ZodIPv4, params));
  },
  ipv6(params) {
    return this.check(_ipv6(ZodIPv6, params));
  },
  cidrv4(params) {
    return this.check(_cidrv4(ZodCIDRv4, params));
  },
  cidrv6(params) {
    return this.check(_cidrv6(ZodCIDRv6, params));
  },
  e164(params) {
    return this.check(_e164(ZodE164, params));
  },
  datetime(params) {
    return this.check(_isoDateTime(ZodISODateTime, params));
  },
  date(params) {
    return this.check(_isoDate(ZodISODate, params));
  },
  time(params) {
    return this.check(_isoTime(ZodISOTime, params));
  },
  duration(params) {
    return this.check(_isoDuration(ZodISODuration, params));
  }
});
function string2(params) {
  return _string(ZodString, params);
}
var ZodStringFormat = /* @__PURE__ */ $constructor("ZodStringFormat", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  _ZodString.init(inst, def);
});
var ZodISODateTime = /* @__PURE__ */ $constructor("ZodISODateTime", (inst, def) => {
  $ZodISODateTime.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISODate = /* @__PURE__ */ $constructor("ZodISODate", (inst, def) => {
  $ZodISODate.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISOTime = /* @__PURE__ */ $constructor("ZodISOTime", (inst, def) => {
  $ZodISOTime.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISODuration = /* @__PURE__ */ $constructor("ZodISODuration", (inst, def) => {
  $ZodISODuration.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodEmail = /* @__PURE__ */ $constructor("ZodEmail", (inst, def) => {
  $ZodEmail.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodGUID = /* @__PURE__ */ $constructor("ZodGUID", (inst, def) => {
  $ZodGUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodUUID = /* @__PURE__ */ $constructor("ZodUUID", (inst, def) => {
  $ZodUUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodURL = /* @__PURE__ */ $constructor("ZodURL", (inst, def) => {
  $ZodURL.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodEmoji = /* @__PURE__ */ $constructor("ZodEmoji", (inst, def) => {
  $ZodEmoji.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodNanoID = /* @__PURE__ */ $constructor("ZodNanoID", (inst, def) => {
  $ZodNanoID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCUID = /* @__PURE__ */ $constructor("ZodCUID", (inst, def) => {
  $ZodCUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCUID2 = /* @__PURE__ */ $constructor("ZodCUID2", (inst, def) => {
  $ZodCUID2.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodULID = /* @__PURE__ */ $constructor("ZodULID", (inst, def) => {
  $ZodULID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodXID = /* @__PURE__ */ $constructor("ZodXID", (inst, def) => {
  $ZodXID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodKSUID = /* @__PURE__ */ $constructor("ZodKSUID", (inst, def) => {
  $ZodKSUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodIPv4 = /* @__PURE__ */ $constructor("ZodIPv4", (inst, def) => {
  $ZodIPv4.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodIPv6 = /* @__PURE__ */ $constructor("ZodIPv6", (inst, def) => {
  $ZodIPv6.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCIDRv4 = /* @__PURE__ */ $constructor("ZodCIDRv4", (inst, def) => {
  $ZodCIDRv4.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCIDRv6 = /* @__PURE__ */ $constructor("ZodCIDRv6", (inst, def) => {
  $ZodCIDRv6.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodBase64 = /* @__PURE__ */ $constructor("ZodBase64", (inst, def) => {
  $ZodBase64.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodBase64URL = /* @__PURE__ */ $constructor("ZodBase64URL", (inst, def) => {
  $ZodBase64URL.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodE164 = /* @__PURE__ */ $constructor("ZodE164", (inst, def) => {
  $ZodE164.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodJWT = /* @__PURE__ */ $constructor("ZodJWT", (inst, def) => {
  $ZodJWT.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodNumber = /* @__PURE__ */ $constructor(
  "ZodNumber",
  (inst, def) => {
    $ZodNumber.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => numberProcessor(inst, ctx, json, params);
    inst.isFinite = true;
  },
  /* @__PURE__ */ util_exports.derived({
    minValue: (inst) => {
      const { minimum, exclusiveMinimum } = aggregateChecks(inst);
      return Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
    },
    maxValue: (inst) => {
      const { maximum, exclusiveMaximum } = aggregateChecks(inst);
      return Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
    },
    isInt: (inst) => {
      const { isInt, multipleOf } = aggregateChecks(inst);
      return !!isInt || !!multipleOf?.some(Number.isSafeInteger);
    },
    format: (inst) => aggregateChecks(inst).format ?? null
  }, {
    gt(value, params) {
      return this.check(_gt(value, params));
    },
    gte(value, params) {
      return this.check(_gte(value, params));
    },
    min(value, params) {
      return this.check(_gte(value, params));
    },
    lt(value, params) {
      return this.check(_lt(value, params));
    },
    lte(value, params) {
      return this.check(_lte(value, params));
    },
    max(value, params) {
      return this.check(_lte(value, params));
    },
    int(params) {
      return this.check(int(params));
    },
    safe(params) {
      return this.check(int(params));
    },
    positive(params) {
      return this.check(_gt(0, params));
    },
    nonnegative(params) {
      return this.check(_gte(0, params));
    },
    negative(params) {
      return this.check(_lt(0, params));
    },
    nonpositive(params) {
      return this.check(_lte(0, params));
    },
    multipleOf(value, params) {
      return this.check(_multipleOf(value, params));
    },
    step(value, params) {
      return this.check(_multipleOf(value, params));
    },
    finite() {
      return this;
    }
  })
);
function number2(params) {
  return _number(ZodNumber, params);
}
var ZodNumberFormat = /* @__PURE__ */ $constructor("ZodNumberFormat", (inst, def) => {
  $ZodNumberFormat.init(inst, def);
  ZodNumber.init(inst, def);
});
function int(params) {
  return _int(ZodNumberFormat, params);
}
var ZodBoolean = /* @__PURE__ */ $constructor("ZodBoolean", (inst, def) => {
  $ZodBoolean.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => booleanProcessor(inst, ctx, json, params);
});
function boolean2(params) {
  return _boolean(ZodBoolean, params);
}
var ZodUnknown = /* @__PURE__ */ $constructor("ZodUnknown", (inst, def) => {
  $ZodUnknown.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => unknownProcessor(inst, ctx, json, params);
});
function unknown() {
  return _unknown(ZodUnknown);
}
var ZodNever = /* @__PURE__ */ $constructor("ZodNever", (inst, def) => {
  $ZodNever.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => neverProcessor(inst, ctx, json, params);
});
function never(params) {
  return _never(ZodNever, params);
}
var ZodArray = /* @__PURE__ */ $constructor("ZodArray", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodArray.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => arrayProcessor(inst, ctx, json, params);
  inst.element = def.element;
}, {
  min(n, params) {
    return this.check(_minLength(n, params));
  },
  nonempty(params) {
    return this.check(_minLength(1, params));
  },
  max(n, params) {
    return this.check(_maxLength(n, params));
  },
  length(n, params) {
    return this.check(_length(n, params));
  },
  unwrap() {
    return this.element;
  }
});
function array(element, params) {
  return _array(ZodArray, element, params);
}
var ZodObject = /* @__PURE__ */ $constructor("ZodObject", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodObjectJIT.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => objectProcessor(inst, ctx, json, params);
  util_exports.installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
}, {
  keyof() {
    return _enum(Object.keys(this._zod.def.shape));
  },
  catchall(catchall) {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall }));
  },
  passthrough() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: unknown() }));
  },
  loose() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: unknown() }));
  },
  strict() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: never() }));
  },
  strip() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: void 0 }));
  },
  extend(incoming) {
    return util_exports.extend(this, incoming);
  },
  safeExtend(incoming) {
    return util_exports.safeExtend(this, incoming);
  },
  merge(other) {
    return util_exports.merge(this, other);
  },
  pick(mask) {
    return util_exports.pick(this, mask);
  },
  omit(mask) {
    return util_exports.omit(this, mask);
  },
  partial(...args) {
    return util_exports.partial(ZodOptional, this, args[0]);
  },
  exactPartial(...args) {
    return util_exports.partial(ZodExactOptional, this, args[0], "exactPartial");
  },
  required(...args) {
    return util_exports.required(ZodNonOptional, this, args[0]);
  }
});
function object(shape2, params) {
  const def = {
    type: "object",
    shape: shape2 ?? {},
    ...util_exports.normalizeParams(params)
  };
  return new ZodObject(def);
}
function strictObject(shape2, params) {
  return new ZodObject({
    type: "object",
    shape: shape2,
    catchall: never(),
    ...util_exports.normalizeParams(params)
  });
}
var ZodUnion = /* @__PURE__ */ $constructor("ZodUnion", (inst, def) => {
  $ZodUnion.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => unionProcessor(inst, ctx, json, params);
  inst.options = def.options;
});
function union2(options, params) {
  return new ZodUnion({
    type: "union",
    options,
    ...util_exports.normalizeParams(params)
  });
}
var ZodIntersection = /* @__PURE__ */ $constructor("ZodIntersection", (inst, def) => {
  $ZodIntersection.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => intersectionProcessor(inst, ctx, json, params);
});
function intersection(left2, right) {
  return new ZodIntersection({
    type: "intersection",
    left: left2,
    right
  });
}
var ZodRecord = /* @__PURE__ */ $constructor("ZodRecord", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodRecord.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => recordProcessor(inst, ctx, json, params);
  inst.keyType = def.keyType;
  inst.valueType = def.valueType;
});
function record(keyType, valueType, params) {
  if (!valueType || !valueType._zod) {
    return new ZodRecord({
      type: "record",
      keyType: string2(),
      valueType: keyType,
      ...util_exports.normalizeParams(valueType)
    });
  }
  return new ZodRecord({
    type: "record",
    keyType,
    valueType,
    ...util_exports.normalizeParams(params)
  });
}
var ZodEnum = /* @__PURE__ */ $constructor("ZodEnum", (inst, def) => {
  $ZodEnum.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => enumProcessor(inst, ctx, json, params);
  inst.enum = def.entries;
  inst.options = [...inst._zod.values];
  const keys = new Set(Object.keys(def.entries));
  inst.extract = (values, params) => {
    const newEntries = {};
    for (const value of values) {
      if (keys.has(value)) {
        newEntries[value] = def.entries[value];
      } else
        throw new Error(`Key ${value} not found in enum`);
    }
    return new ZodEnum({
      ...def,
      checks: [],
      ...util_exports.normalizeParams(params),
      entries: newEntries
    });
  };
  inst.exclude = (values, params) => {
    const newEntries = { ...def.entries };
    for (const value of values) {
      if (keys.has(value)) {
        delete newEntries[value];
      } else
        throw new Error(`Key ${value} not found in enum`);
    }
    return new ZodEnum({
      ...def,
      checks: [],
      ...util_exports.normalizeParams(params),
      entries: newEntries
    });
  };
});
function _enum(values, params) {
  const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
  return new ZodEnum({
    type: "enum",
    entries,
    ...util_exports.normalizeParams(params)
  });
}
var ZodLiteral = /* @__PURE__ */ $constructor("ZodLiteral", (inst, def) => {
  $ZodLiteral.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => literalProcessor(inst, ctx, json, params);
  inst.values = new Set(def.values);
  Object.defineProperty(inst, "value", {
    get() {
      if (def.values.length > 1) {
        throw new Error("This schema contains multiple valid literal values. Use `.values` instead.");
      }
      return def.values[0];
    }
  });
});
function literal(value, params) {
  return new ZodLiteral({
    type: "literal",
    values: Array.isArray(value) ? value : [value],
    ...util_exports.normalizeParams(params)
  });
}
var ZodTransform = /* @__PURE__ */ $constructor("ZodTransform", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodTransform.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => transformProcessor(inst, ctx, json, params);
  inst._zod.parse = (payload, _ctx) => {
    if (_ctx.direction === "backward") {
      throw new $ZodEncodeError(inst.constructor.name);
    }
    payload.addIssue = (issue2) => {
      if (typeof issue2 === "string") {
        payload.issues.push(util_exports.issue(issue2, payload.value, def));
      } else {
        const _issue = issue2;
        if (_issue.fatal)
          _issue.continue = false;
        _issue.code ?? (_issue.code = "custom");
        if (!("input" in _issue))
          _issue.input = payload.value;
        _issue.inst ?? (_issue.inst = inst);
        payload.issues.push(util_exports.issue(_issue));
      }
    };
    const output = def.transform(payload.value, payload);
    if (output instanceof Promise) {
      return output.then((output2) => {
        payload.value = output2;
        return payload;
      });
    }
    payload.value = output;
    return payload;
  };
});
function transform(fn) {
  return new ZodTransform({
    type: "transform",
    transform: fn
  });
}
var ZodOptional = /* @__PURE__ */ $constructor("ZodOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function optional(innerType) {
  return new ZodOptional({
    type: "optional",
    innerType
  });
}
var ZodExactOptional = /* @__PURE__ */ $constructor("ZodExactOptional", (inst, def) => {
  $ZodExactOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function exactOptional(innerType) {
  return new ZodExactOptional({
    type: "optional",
    innerType
  });
}
var ZodNullable = /* @__PURE__ */ $constructor("ZodNullable", (inst, def) => {
  $ZodNullable.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => nullableProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function nullable(innerType) {
  return new ZodNullable({
    type: "nullable",
    innerType
  });
}
var ZodDefault = /* @__PURE__ */ $constructor("ZodDefault", (inst, def) => {
  $ZodDefault.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => defaultProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
  inst.removeDefault = inst.unwrap;
});
function _default(innerType, defaultValue) {
  return new ZodDefault({
    type: "default",
    innerType,
    get defaultValue() {
      return typeof defaultValue === "function" ? defaultValue() : util_exports.shallowClone(defaultValue);
    }
  });
}
var ZodPrefault = /* @__PURE__ */ $constructor("ZodPrefault", (inst, def) => {
  $ZodPrefault.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => prefaultProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function prefault(innerType, defaultValue) {
  return new ZodPrefault({
    type: "prefault",
    innerType,
    get defaultValue() {
      return typeof defaultValue === "function" ? defaultValue() : util_exports.shallowClone(defaultValue);
    }
  });
}
var ZodNonOptional = /* @__PURE__ */ $constructor("ZodNonOptional", (inst, def) => {
  $ZodNonOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => nonoptionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function nonoptional(innerType, params) {
  return new ZodNonOptional({
    type: "nonoptional",
    innerType,
    ...util_exports.normalizeParams(params)
  });
}
var ZodCatch = /* @__PURE__ */ $constructor("ZodCatch", (inst, def) => {
  $ZodCatch.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => catchProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
  inst.removeCatch = inst.unwrap;
});
function _catch(innerType, catchValue) {
  return new ZodCatch({
    type: "catch",
    innerType,
    catchValue: typeof catchValue === "function" ? catchValue : util_exports.constantCatch(catchValue)
  });
}
var ZodPipe = /* @__PURE__ */ $constructor("ZodPipe", (inst, def) => {
  $ZodPipe.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => pipeProcessor(inst, ctx, json, params);
  inst.in = def.in;
  inst.out = def.out;
});
function pipe(in_, out) {
  return new ZodPipe({
    type: "pipe",
    in: in_,
    out
    // ...util.normalizeParams(params),
  });
}
var ZodReadonly = /* @__PURE__ */ $constructor("ZodReadonly", (inst, def) => {
  $ZodReadonly.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => readonlyProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function readonly(innerType) {
  return new ZodReadonly({
    type: "readonly",
    innerType
  });
}
var ZodCustom = /* @__PURE__ */ $constructor("ZodCustom", (inst, def) => {
  $ZodCustom.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => customProcessor(inst, ctx, json, params);
});
function refine(fn, _params = {}) {
  return _refine(ZodCustom, fn, _params);
}
function superRefine(fn, params) {
  return _superRefine(fn, params);
}

// node_modules/zod/v4/classic/iso.js
var iso_exports = {};
__export(iso_exports, {
  ZodISODate: () => ZodISODate,
  ZodISODateTime: () => ZodISODateTime,
  ZodISODuration: () => ZodISODuration,
  ZodISOTime: () => ZodISOTime,
  date: () => date2,
  datetime: () => datetime2,
  duration: () => duration2,
  time: () => time2
});
function datetime2(params) {
  return _isoDateTime(ZodISODateTime, params);
}
function date2(params) {
  return _isoDate(ZodISODate, params);
}
function time2(params) {
  return _isoTime(ZodISOTime, params);
}
function duration2(params) {
  return _isoDuration(ZodISODuration, params);
}

// src/config/paths.ts
import { posix } from "node:path";
function parseRepositoryPath(text2) {
  const help = "write a path relative to the root of the repository";
  if (text2.trim() === "") return wrong(`the path is empty: ${help}, . for the root itself`);
  if (/[\p{Cc}]/u.test(text2)) return wrong(`${quote(text2)} holds control characters: ${help}`);
  if (/^[a-z][a-z0-9+.-]*:\/\/|^git@/i.test(text2)) {
    return wrong(`${quote(text2)} is an address: loadgate builds folders of the repository, ${help}`);
  }
  if (text2.includes("\\")) return wrong(`${quote(text2)} holds a backslash: write folders with /`);
  if (posix.isAbsolute(text2) || /^[a-z]:/i.test(text2)) return wrong(`${quote(text2)} is absolute: ${help}`);
  if (text2.startsWith("~")) return wrong(`${quote(text2)} is outside the repository: ${help}`);
  const normal = posix.normalize(text2).replace(/\/+$/, "");
  if (text2.split("/").includes("..")) return wrong(`${quote(text2)} holds "..": ${help}`);
  return read(normal === "" ? "." : normal);
}

// src/config/fields.ts
function reading(reader) {
  return (input, context) => {
    const result2 = reader(input);
    if (result2.ok) return result2.value;
    context.addIssue({ code: "custom", message: result2.problem });
    return NEVER;
  };
}
function bounded(parse2, { from, to }, format) {
  return (input) => {
    const result2 = parse2(input);
    if (!result2.ok || result2.value >= from && result2.value <= to) return result2;
    return { ok: false, problem: `${quote(input)} is out of range: ${format(from)} to ${format(to)}` };
  };
}
function measured(phrase, reader, about) {
  const written2 = union2([string2({ error: phrase }), number2({ error: phrase })], { error: phrase });
  return written2.meta({ ...about }).transform(reading(reader));
}
function duration3(range2, about) {
  return measured("a duration like 100ms, 2s or 10m", bounded(parseDuration, range2, formatDuration), about);
}
function size(range2, about) {
  return measured("a size like 512m or 1g", bounded(parseSize, range2, formatSize), about);
}
function share(range2, about) {
  return measured("a share like 3% or 0.03", bounded(parseFraction, range2, formatFraction), about);
}
function whole({ from, to }, about) {
  const error2 = `a whole number from ${from} to ${to}`;
  return int({ error: error2 }).min(from, { error: error2 }).max(to, { error: error2 }).meta({ ...about });
}
function decimal({ from, to }, about) {
  const error2 = `a number from ${from} to ${to}`;
  return number2({ error: error2 }).min(from, { error: error2 }).max(to, { error: error2 }).meta({ ...about });
}
function choice(words2, about) {
  return _enum(words2, { error: words2.map((word) => quote(word)).join(" or ") }).meta({ ...about });
}
var plainText = union2([string2(), number2(), boolean2()], { error: "text" }).transform(String);
function texts(name5, about) {
  const value = plainText.refine((text2) => !text2.includes("\0"), { error: "the text holds a NUL character" });
  return record(string2().regex(name5.pattern, { error: name5.phrase }), value, {
    error: "a mapping of names to text"
  }).meta({ ...about });
}
function repositoryPath(about) {
  return string2({ error: "a path inside the repository" }).meta({ ...about }).transform(reading(parseRepositoryPath));
}
var NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
var name = string2({ error: "a name" }).regex(NAME_PATTERN, {
  error: "a name of at most 63 letters, digits, dots, dashes and underscores that starts with a letter or digit"
}).refine((text2) => !(text2 in Object.prototype), {
  error: 'names such as "constructor" belong to JavaScript itself'
});
function section(shape2, about) {
  const known = Object.keys(shape2).join(" ");
  return strictObject(shape2, { error: (issue2) => issue2.code === "unrecognized_keys" ? known : "a mapping" }).meta({ ...about });
}

// src/config/request-line.ts
var METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
var OWN_HEADERS = /* @__PURE__ */ new Set([
  "connection",
  "content-length",
  "expect",
  "keep-alive",
  "transfer-encoding",
  "upgrade"
]);
var MAX_PATH = 8192;
var HELP = "write it like GET /healthz";
function parseRequestLine(text2) {
  const words2 = text2.trim().split(/\s+/);
  const [first = "", second] = words2;
  if (first === "") return wrong(`the request is empty: ${HELP}`);
  if (second === void 0 && first.startsWith("/")) {
    return wrong(`${quote(text2)} has no method: write GET ${first}`);
  }
  const method = parseMethod(first);
  if (!method.ok) return method;
  if (second === void 0) return wrong(`${quote(text2)} has no path: ${HELP}`);
  if (words2.length > 2)
    return wrong(
      `${quote(text2)} is no request: after the path nothing may follow, and blanks in it are written %20`
    );
  const path = parsePath(second);
  return path.ok ? read({ method: method.value, path: path.value }) : path;
}
function parseMethod(text2) {
  const method = text2.toUpperCase();
  if (METHODS.includes(method)) return read(method);
  return wrong(`${quote(text2)} is no method that loadgate sends: ${METHODS.join(", ")}`);
}
function parsePath(text2) {
  if (/^https?:\/\//i.test(text2)) {
    return wrong(
      `${quote(text2)} is a whole address: write the path alone, loadgate knows the target's address`
    );
  }
  if (!text2.startsWith("/")) return wrong(`${quote(text2)} is no path: it starts with /`);
  if (text2.startsWith("//")) return wrong(`${quote(text2)} starts with two slashes: write one`);
  if (text2.includes("#"))
    return wrong(`${quote(text2)} has a fragment: browsers keep it to themselves, leave it out`);
  if (!/^[\x21-\x7e]+$/.test(text2)) {
    return wrong(
      `${quote(text2)} holds blanks or letters outside ASCII: percent-encode them (a blank is %20)`
    );
  }
  if (text2.length > MAX_PATH) return wrong(`the path has ${text2.length} characters: ${MAX_PATH} at most`);
  return read(text2);
}
function headerProblem(name5) {
  if (!OWN_HEADERS.has(name5.toLowerCase())) return null;
  return `header ${quote(name5)} belongs to the connection: loadgate writes it itself`;
}

// src/config/schema-scenario.ts
var HEADER = { pattern: /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, phrase: "a header name such as Accept" };
function checkHeaders(context) {
  const complain = (header, message) => {
    context.issues.push({ code: "custom", input: context.value, path: [header], message });
  };
  const seen = /* @__PURE__ */ new Set();
  for (const [header, value] of Object.entries(context.value)) {
    const lower = header.toLowerCase();
    if (seen.has(lower))
      complain(header, `header ${header} is there twice: upper and lower case are the same`);
    seen.add(lower);
    if (!/^[\t\x20-\x7e]*$/.test(value)) complain(header, "a header value is printable ASCII on one line");
  }
}
var requestHeaders = texts(HEADER, { description: "Headers that are sent." }).check((context) => {
  checkHeaders(context);
  for (const header of Object.keys(context.value)) {
    const message = headerProblem(header);
    if (message !== null)
      context.issues.push({ code: "custom", input: context.value, path: [header], message });
  }
});
var expectHeaders = texts(HEADER, {
  description: "Headers that the answer must have, with their exact values."
}).check(checkHeaders);
var text = (description) => string2({ error: "text (JSON goes in quotes)" }).meta({ description });
function request(description) {
  const line2 = string2({ error: "a request" }).meta({ description: "Method and path.", examples: ["GET /healthz"] }).transform(reading(parseRequestLine));
  const whole2 = section(
    {
      method: choice(METHODS, { description: "The method.", default: "GET" }).optional(),
      path: string2({ error: "a path such as /healthz" }).meta({ description: "Path with query.", examples: ["/healthz"] }).transform(reading(parsePath)),
      headers: requestHeaders.optional(),
      body: text("The body, as text.").optional()
    },
    { description: "The whole request." }
  );
  return union2([line2, whole2], { error: 'a request like "GET /healthz", or a mapping with "path"' }).meta({ description });
}
var expectation = section(
  {
    status: whole({ from: 200, to: 599 }, { description: "The exact status. Default: any 2xx." }).optional(),
    headers: expectHeaders.optional(),
    body: text("The exact body.").optional(),
    json: unknown().meta({ description: "A JSON value that the body must be equal to, whatever its spelling." }).optional()
  },
  {
    description: "What a right answer looks like. Where neither body nor json is given, the first answer that repeats is the right one."
  }
).check((context) => {
  const { body, json } = context.value;
  if (body !== void 0 && json !== void 0) {
    context.issues.push({
      code: "custom",
      input: context.value,
      message: '"body" and "json" are both there: choose one'
    });
  }
  const problem2 = jsonProblem(json);
  if (problem2 !== null)
    context.issues.push({ code: "custom", input: json, path: ["json"], message: problem2 });
});
function jsonProblem(value) {
  if (typeof value === "number") return Number.isFinite(value) ? null : `${value} is no JSON value`;
  if (typeof value !== "object" || value === null) return null;
  for (const item of Object.values(value)) {
    const problem2 = jsonProblem(item);
    if (problem2 !== null) return problem2;
  }
  return null;
}
var upstreamSection = section(
  {
    delay: duration3(
      { from: 0, to: 6e4 },
      {
        description: "How long the upstream waits before it answers a call.",
        default: formatDuration(DEFAULT_UPSTREAM_DELAY_MS)
      }
    ).optional(),
    calls: whole(
      { from: 0, to: 1e3 },
      { description: "Calls that one request is meant to make. Default: whatever it makes." }
    ).optional(),
    reuse: choice(["on", "off"], {
      description: "Whether the target uses its connections to the upstream again; checked by those that it opens. Default: not checked."
    }).optional(),
    pool: whole(
      { from: 1, to: 1e6 },
      {
        description: 'Size of the pool: with "reuse: on", the rounds of a generation open no more connections. Default: not checked.'
      }
    ).optional()
  },
  { description: "loadgate's own slow upstream; its address is in UPSTREAM_URL." }
).check((context) => {
  const { reuse, pool } = context.value;
  if (pool === void 0 || reuse === "on") return;
  const message = '"pool" is checked only together with "reuse: on"';
  context.issues.push({ code: "custom", input: context.value, path: ["pool"], message });
});
var scenario = section(
  {
    request: request("What is sent."),
    expect: expectation.optional(),
    upstream: union2([boolean2({ error: "true" }), upstreamSection], {
      error: 'true, or a mapping with "delay", "calls" and "reuse"'
    }).meta({ description: "The target calls loadgate's own slow upstream (UPSTREAM_URL) in this scenario." }).optional(),
    connections: whole(
      { from: 1, to: 1e4 },
      {
        description: `Concurrent connections. Default: ${DEFAULT_CONNECTIONS}, ${DEFAULT_UPSTREAM_CONNECTIONS} with an upstream.`
      }
    ).optional(),
    timeout: duration3(
      { from: 10, to: 3e5 },
      {
        description: "A request that takes longer than this failed.",
        default: formatDuration(DEFAULT_TIMEOUT_MS)
      }
    ).optional(),
    targets: array(name, { error: "a list of target names" }).min(1, { error: "at least one target name" }).meta({ description: "Names of the targets that it is sent to. Default: all." }).optional()
  },
  { description: "One kind of request, sent to every target or to those named." }
).check((context) => {
  const { upstream, timeout = DEFAULT_TIMEOUT_MS } = context.value;
  if (upstream === void 0 || upstream === false) return;
  const delay2 = (upstream === true ? void 0 : upstream.delay) ?? DEFAULT_UPSTREAM_DELAY_MS;
  if (delay2 < timeout) return;
  context.issues.push({
    code: "custom",
    input: context.value,
    path: context.value.timeout === void 0 ? ["upstream", "delay"] : ["timeout"],
    message: `every request would time out: the upstream alone takes ${formatDuration(delay2)}, the timeout is ${formatDuration(timeout)}`
  });
});

// src/config/command.ts
var SHELL_OPERATORS = /* @__PURE__ */ new Set(["&&", "||", "|", ";", "&", ">", ">>", "<", "2>&1"]);
function parseCommand(text2) {
  const { words: words2, operator, open: open3 } = splitWords(text2);
  if (open3 !== null) return wrong(`${quote(text2)} has a ${open3} that is never closed`);
  if (words2.length === 0) return wrong("the command is empty: write the program and its arguments");
  if (operator !== null) {
    return wrong(
      `${quote(text2)} holds ${operator}, but no shell runs it: write one program, or [sh, -c, "..."] with exec before the last one`
    );
  }
  return checkArgv(words2);
}
function checkArgv(words2) {
  const [program3] = words2;
  if (program3 === void 0 || program3 === "")
    return wrong("the command is empty: write the program and its arguments");
  if (words2.some((word) => word.includes("\0"))) return wrong("the command holds a NUL character");
  if (/^[A-Za-z_][A-Za-z0-9_]*=/.test(program3)) {
    return wrong(`the command starts with ${quote(program3)}: write variables under "env"`);
  }
  return read(words2);
}
var TOKEN = /\\(?<escaped>[\s\S])|'(?<single>[^']*)'|"(?<double>(?:\\[\s\S]|[^"\\])*)"|(?<blank>\s+)|(?<plain>[^\s'"\\]+)|(?<open>[\s\S])/g;
function splitWords(text2) {
  const words2 = [];
  let operator = null;
  let open3 = null;
  let word = null;
  let bare = true;
  const finish2 = () => {
    if (word !== null) words2.push(word);
    if (word !== null && bare && SHELL_OPERATORS.has(word)) operator ??= word;
    word = null;
    bare = true;
  };
  for (const { groups = {} } of text2.matchAll(TOKEN)) {
    if (groups.blank !== void 0) finish2();
    else {
      word = (word ?? "") + tokenText(groups);
      bare &&= groups.plain !== void 0;
      open3 ??= groups.open ?? null;
    }
  }
  finish2();
  return { words: words2, operator, open: open3 };
}
function tokenText(groups) {
  const { escaped, single, double, plain: plain3, open: open3 } = groups;
  return escaped ?? single ?? double?.replaceAll(/\\(["\\])/g, "$1") ?? plain3 ?? open3 ?? "";
}

// src/config/schema-target.ts
var MIB = 1024 ** 2;
var VARIABLE = { pattern: /^[A-Za-z_][A-Za-z0-9_.-]*$/, phrase: "a variable name such as WORKERS" };
function capsSection(defaults, about) {
  const memory = defaults.memoryBytes === void 0 ? void 0 : formatSize(defaults.memoryBytes);
  const told = (description, value) => value === void 0 ? { description } : { description, default: value };
  return section(
    {
      cpus: decimal(
        { from: 0.05, to: 512 },
        told("CPUs, may be a fraction such as 0.5.", defaults.cpus)
      ).optional(),
      memory: size(
        { from: 16 * MIB, to: 4096 * 1024 * MIB },
        told("Memory, such as 512m or 1g; swap is not added to it.", memory)
      ).optional(),
      pids: whole({ from: 8, to: 1e6 }, told("Processes and threads.", defaults.pids)).optional(),
      "open-files": whole(
        { from: 64, to: 1048576 },
        told("Open files, sockets included.", defaults.openFiles)
      ).optional()
    },
    about
  );
}
var caps = capsSection(DEFAULT_CAPS, { description: "What every target may use." });
var buildFolder = repositoryPath({
  description: "A folder with a Dockerfile, relative to the root of the repository.",
  examples: [".", "services/api"]
}).transform((context) => ({ context }));
var buildSection = section(
  {
    context: repositoryPath({
      description: "The build context: a folder, relative to the root of the repository."
    }),
    dockerfile: repositoryPath({
      description: "The Dockerfile, relative to the root of the repository. Default: <context>/Dockerfile.",
      examples: ["deploy/Dockerfile"]
    }).optional(),
    args: texts(VARIABLE, { description: "Build arguments." }).optional()
  },
  { description: "How the image is built." }
);
var commandLine = string2({ error: "a command" }).meta({ examples: ["node server.mjs"] }).transform(reading(parseCommand));
var commandList = array(string2({ error: "text, in quotes where it is a number" }), { error: "a list of words" }).transform(reading(checkArgv));
var target = targetSection().check((context) => {
  if (context.value.build !== void 0 || context.value.command !== void 0) return;
  context.issues.push({
    code: "custom",
    input: context.value,
    message: 'neither "build" nor "command" is there: a target needs a folder with a Dockerfile, a command, or both'
  });
}).meta({ anyOf: [{ required: ["build"] }, { required: ["command"] }] });
function targetSection() {
  return section(
    {
      build: union2([buildFolder, buildSection], { error: 'a folder or a mapping with "context"' }).meta({ description: "The folder with the Dockerfile, or how the image is built." }).optional(),
      command: union2([commandLine, commandList], { error: "a command, or a list of words" }).meta({
        description: "How a process is started where there is no Docker engine, in the build context (or the root), with PORT set. No shell runs it."
      }).optional(),
      port: whole(
        { from: 1, to: 65535 },
        { description: "The port that the service listens on inside its container." }
      ),
      env: texts(VARIABLE, { description: "Its environment." }).optional(),
      ready: request(
        "The request that tells when it is ready. Default: the first scenario's own request."
      ).optional(),
      "ready-timeout": duration3(
        { from: 1e3, to: 18e5 },
        {
          description: "How long it may take to get ready.",
          default: formatDuration(DEFAULT_READY_TIMEOUT_MS)
        }
      ).optional(),
      caps: capsSection(
        {},
        { description: "Caps of this target alone; what is left out comes from the top level." }
      ).optional(),
      network: choice(["internal", "open"], {
        description: `"internal": it reaches loadgate's upstream and nothing else. "open": it reaches the internet.`,
        default: "internal"
      }).optional()
    },
    { description: "One service under test." }
  );
}

// src/config/schema.ts
var HOUR = 36e5;
var ROUND = { from: 100, to: 6e4 };
var THRESHOLD = { from: 1e-3, to: 10 };
var gate = section(
  {
    slower: share(
      { from: 1e-3, to: 0.9 },
      {
        description: "Throughput lost, or CPU time per request gained, that counts as slower.",
        default: formatFraction(DEFAULT_GATE.slower)
      }
    ).optional(),
    latency: share(THRESHOLD, {
      description: "Service time gained that counts as slower.",
      default: formatFraction(DEFAULT_GATE.latency)
    }).optional(),
    memory: share(THRESHOLD, {
      description: "Peak memory gained that counts as a regression.",
      default: formatFraction(DEFAULT_GATE.memory)
    }).optional(),
    "on-inconclusive": choice(["pass", "warn", "fail"], {
      description: "What the gate does where the runner was too noisy to decide.",
      default: DEFAULT_GATE.onInconclusive
    }).optional()
  },
  { description: "What counts as a regression, and what happens then." }
);
var measure = section(
  {
    "screen-generations": whole(
      { from: 2, to: 100 },
      { description: "Generations that look at every cell.", default: DEFAULT_MEASURE.screenGenerations }
    ).optional(),
    "confirm-generations": whole(
      { from: 3, to: 100 },
      {
        description: "Generations that confirm a flagged cell on new data.",
        default: DEFAULT_MEASURE.confirmGenerations
      }
    ).optional(),
    "max-generations": whole(
      { from: 2, to: 500 },
      { description: "Generations of one cell at most.", default: DEFAULT_MEASURE.maxGenerations }
    ).optional(),
    "warm-up": duration3(
      { from: 0, to: ROUND.to },
      {
        description: "Load before the first round of a generation.",
        default: formatDuration(DEFAULT_MEASURE.warmupMs)
      }
    ).optional(),
    duet: duration3(ROUND, {
      description: "Length of a round with both sides at once.",
      default: formatDuration(DEFAULT_MEASURE.duetMs)
    }).optional(),
    solo: duration3(ROUND, {
      description: "Length of a round with one side.",
      default: formatDuration(DEFAULT_MEASURE.soloMs)
    }).optional(),
    probe: duration3(ROUND, {
      description: "Length of a round that measures the service time.",
      default: formatDuration(DEFAULT_MEASURE.probeMs)
    }).optional(),
    trim: duration3(
      { from: 0, to: ROUND.to },
      {
        description: "Cut from both ends of a duet or solo round: less than a third of it.",
        default: formatDuration(DEFAULT_MEASURE.trimMs)
      }
    ).optional(),
    "probe-connections": whole(
      { from: 1, to: 2 },
      { description: "Connections of a probe round.", default: DEFAULT_MEASURE.probeConnections }
    ).optional()
  },
  { description: "How long the rounds are, and how many generations there may be." }
).check((context) => {
  const given2 = context.value;
  const complain = (key, message) => {
    context.issues.push({ code: "custom", input: given2, path: [key], message });
  };
  const screen = given2["screen-generations"] ?? DEFAULT_MEASURE.screenGenerations;
  const most = given2["max-generations"] ?? DEFAULT_MEASURE.maxGenerations;
  if (most < screen)
    complain("max-generations", `at most ${most} generations, but the screen alone takes ${screen}`);
  const trim = given2.trim ?? DEFAULT_MEASURE.trimMs;
  const shortest = Math.min(given2.duet ?? DEFAULT_MEASURE.duetMs, given2.solo ?? DEFAULT_MEASURE.soloMs);
  if (trim >= shortest / 3) {
    const message = `${formatDuration(trim)} cut from both ends of a round of ${formatDuration(shortest)} leaves too little: less than a third of the shorter of "duet" and "solo"`;
    complain("trim", message);
  }
});
var settingsShape = {
  caps: caps.optional(),
  budget: duration3(
    { from: 5e3, to: 6 * HOUR },
    {
      description: "Time spent measuring, whatever the number of cells.",
      default: formatDuration(DEFAULT_BUDGET_MS)
    }
  ).optional(),
  compare: choice(["duet", "stored"], {
    description: '"duet": both sides run here. "stored": only the candidate runs, and is compared with the stored record.',
    default: DEFAULT_COMPARE
  }).optional(),
  gate: gate.optional(),
  measure: measure.optional()
};
var configSchema = section(
  {
    ...settingsShape,
    targets: record(name, target, { error: "a mapping of names to targets" }).refine((targets) => Object.keys(targets).length > 0, {
      error: "no target is there: name at least one service"
    }).meta({ description: "The services under test, by name.", minProperties: 1 }),
    scenarios: record(name, scenario, { error: "a mapping of names to scenarios" }).refine((scenarios) => Object.keys(scenarios).length > 0, {
      error: "no scenario is there: name at least one request"
    }).meta({ description: "The requests, by name.", minProperties: 1 })
  },
  { description: "Configuration of loadgate." }
);

// src/config/parse.ts
var MAX_ERRORS = 100;
var TEXT_PATHS = [
  /^targets\/[^/]+\/(?:env|build\/args|ready\/headers)\/[^/]+$/,
  /^scenarios\/[^/]+\/(?:request|expect)\/headers\/[^/]+$/
];
function isText(path) {
  const whole2 = path.join("/");
  return TEXT_PATHS.some((pattern) => pattern.test(whole2));
}
function parseConfig(text2, file) {
  const yaml = readYaml(text2, isText);
  const { root } = yaml;
  const place = (at) => ({ file, ...yaml.position(at) });
  const problems = yaml.problems.map((problem2) => toError(problem2, place));
  if (root === null) throw new LoadgateErrors(tidy(problems));
  const checked = configSchema.safeParse(root.value);
  const findings = [
    ...checked.success ? [] : findingsOf(checked.error.issues, root.value),
    ...findReferences(root.value)
  ];
  const errors = [...problems, ...findings.map((finding) => toError(atPlace(finding, root), place))];
  if (!checked.success || errors.length > 0) throw new LoadgateErrors(tidy(errors));
  return resolveConfig(checked.data, file, (section2, name5) => place(locate(root, [section2, name5], "key")));
}
function atPlace(finding, root) {
  const { path, points, hint } = finding;
  return { kind: "content", message: wholeMessage(finding), hint, at: locate(root, path, points) };
}
function toError({ kind, message, hint, at }, place) {
  const location = place(at);
  return new LoadgateError(`${location.file}:${location.line}:${location.column}: ${message}`, {
    kind: "usage",
    code: kind === "syntax" ? "config-syntax" : "config-invalid",
    hint,
    location
  });
}
function tidy(errors) {
  const once5 = [...new Map(errors.map((error2) => [error2.message, error2])).values()];
  const sorted2 = once5.sort((a, b) => order(a.location) - order(b.location));
  if (sorted2.length <= MAX_ERRORS) return sorted2;
  const [next] = sorted2.slice(MAX_ERRORS);
  const from = next?.message.match(/^.*?:\d+:\d+: /)?.[0] ?? "";
  const rest = new LoadgateError(`${from}and ${sorted2.length - MAX_ERRORS} more errors from here on`, {
    kind: "usage",
    code: "config-invalid",
    hint: "Correct the first ones and run again.",
    ...next?.location === void 0 ? {} : { location: next.location }
  });
  return [...sorted2.slice(0, MAX_ERRORS), rest];
}
function order(location) {
  return location === void 0 ? Number.POSITIVE_INFINITY : location.line * 2 ** 21 + location.column;
}

// src/job/directory-side.ts
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
function directorySide(dir, label2) {
  const root = resolve(dir);
  return {
    ref: { sha: pseudoSha(root), label: label2 },
    contentId: (path) => digestOf(join(root, path), root).catch(() => null),
    sourceDir: async () => root
  };
}
var pseudoSha = (root) => createHash("sha1").update(root.split("/").slice(-2).join("/")).digest("hex");
async function digestOf(path, root) {
  const hash = createHash("sha256");
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort())
    hash.update(relative(root, file)).update("\0").update(await readFile(file));
  return hash.digest("hex");
}

// src/stats/holm.ts
function holmAdjust(pValues) {
  for (const p of pValues) if (!(p >= 0)) throw new RangeError(`a p value can't be ${p}`);
  const order2 = pValues.map((_, index) => index).sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = new Array(pValues.length);
  let highest = 0;
  for (const [rank2, index] of order2.entries()) {
    highest = Math.max(highest, Math.min(1, (pValues.length - rank2) * pValues[index]));
    adjusted[index] = highest;
  }
  return adjusted;
}

// src/stats/beta.ts
var HALF_LOG_TWO_PI = 0.9189385332046727;
var SERIES_FROM = 15;
var STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];
function logGamma(x) {
  if (!(x > 0) || !Number.isFinite(x)) throw new RangeError(`logGamma needs a positive number, got ${x}`);
  let argument = x;
  let product = 1;
  while (argument < SERIES_FROM) {
    product *= argument;
    argument += 1;
  }
  const squared = argument * argument;
  let power = 1 / argument;
  let series = 0;
  for (const coefficient of STIRLING) {
    series += coefficient * power;
    power /= squared;
  }
  return (argument - 0.5) * Math.log(argument) - argument + HALF_LOG_TWO_PI + series - Math.log(product);
}
var TINY = 1e-300;
var MAX_TERMS = 2e4;
function betaFraction(a, b, x) {
  let c = 1;
  let d = 0;
  let denominator = 1;
  for (let n = 1; n <= MAX_TERMS; n++) {
    const coefficient = betaCoefficient(n, a, b, x);
    d = 1 / (1 + coefficient * d || TINY);
    c = 1 + coefficient / c || TINY;
    const step = c * d;
    denominator *= step;
    if (Math.abs(step - 1) < 2 * Number.EPSILON) return 1 / denominator;
  }
  throw new RangeError(`the incomplete beta function did not converge for a=${a}, b=${b}, x=${x}`);
}
function betaCoefficient(n, a, b, x) {
  const m = Math.floor(n / 2);
  if (n % 2 === 0) return m * (b - m) * x / ((a + n - 1) * (a + n));
  return -(a + m) * (a + b + m) * x / ((a + n - 1) * (a + n));
}
function regularisedBeta(x, a, b, complement = 1 - x, logB = logBeta(a, b)) {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`regularisedBeta needs 0 ≤ x ≤ 1, got ${x}`);
  if (x === 0) return 0;
  if (complement === 0) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log(complement) - logB);
  if (x < (a + 1) / (a + b + 2)) return front * betaFraction(a, b, x) / a;
  return 1 - front * betaFraction(b, a, complement) / b;
}
function logBeta(a, b) {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

// src/stats/student.ts
function studentTwoSidedP(t, degrees) {
  checkDegrees(degrees);
  return twoSided(t, degrees, logNorm(degrees));
}
function logNorm(degrees) {
  return logBeta(degrees / 2, 0.5);
}
function twoSided(t, degrees, logB) {
  if (Number.isNaN(t)) throw new RangeError("the t statistic is not a number");
  if (!Number.isFinite(t * t)) return 0;
  const sum2 = degrees + t * t;
  return regularisedBeta(degrees / sum2, degrees / 2, 0.5, t * t / sum2, logB);
}
var MAX_STEPS = 400;
var TOLERANCE = 1e-10;
function studentQuantile(p, degrees) {
  checkDegrees(degrees);
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile needs 0 < p < 1, got ${p}`);
  if (p === 0.5) return 0;
  return p < 0.5 ? -upperQuantile(p, degrees) : upperQuantile(1 - p, degrees);
}
function upperQuantile(tail, degrees) {
  const logB = logNorm(degrees);
  const upperTail = (t2) => twoSided(t2, degrees, logB) / 2;
  let low = 0;
  let high = 1;
  while (upperTail(high) > tail) {
    low = high;
    high *= 2;
  }
  let t = (low + high) / 2;
  for (let step = 0; step < MAX_STEPS; step++) {
    const now = upperTail(t);
    const logDensity = -logB - Math.log(degrees) / 2 - (degrees + 1) / 2 * Math.log1p(t * t / degrees);
    const newton = t + Math.log(now / tail) * now / Math.exp(logDensity);
    if (Math.abs(newton - t) <= TOLERANCE * t) return newton;
    if (now > tail) low = t;
    else high = t;
    t = newton > low && newton < high ? newton : (low + high) / 2;
  }
  return t;
}
function checkDegrees(degrees) {
  if (!(degrees > 0) || !Number.isFinite(degrees)) {
    throw new RangeError(`degrees of freedom must be positive, got ${degrees}`);
  }
}

// src/stats/summary.ts
function mean(values) {
  atLeast(values, 1, "a mean");
  return values.reduce((sum2, value) => sum2 + value, 0) / values.length;
}
function sampleVariance(values) {
  atLeast(values, 2, "a sample variance");
  const centre = mean(values);
  return values.reduce((sum2, value) => sum2 + (value - centre) ** 2, 0) / (values.length - 1);
}
function sampleStdev(values) {
  return Math.sqrt(sampleVariance(values));
}
function atLeast(values, least, what) {
  if (values.length < least)
    throw new RangeError(`${what} needs at least ${least} values, got ${values.length}`);
}

// src/stats/inference.ts
function estimateMean(values) {
  return {
    mean: mean(values),
    standardError: sampleStdev(values) / Math.sqrt(values.length),
    degrees: values.length - 1
  };
}
function estimateDifference(a, b, knownVariance = 0) {
  const fromA = sampleVariance(a) / a.length;
  const fromB = sampleVariance(b) / b.length;
  const variance = fromA + fromB + knownVariance;
  const spread2 = fromA ** 2 / (a.length - 1) + fromB ** 2 / (b.length - 1);
  const fewest = Math.min(a.length, b.length) - 1;
  const degrees = spread2 === 0 ? fewest : Math.min(variance ** 2 / spread2, MAX_DEGREES);
  return { mean: mean(a) - mean(b), standardError: Math.sqrt(variance), degrees };
}
var MAX_DEGREES = 1e6;
function confidenceInterval(estimate, alpha) {
  const half = studentQuantile(1 - alpha / 2, estimate.degrees) * estimate.standardError;
  return { low: estimate.mean - half, high: estimate.mean + half };
}
function twoSidedP(estimate) {
  if (estimate.standardError === 0) return estimate.mean === 0 ? 1 : 0;
  return studentTwoSidedP(estimate.mean / estimate.standardError, estimate.degrees);
}
function smallestVisible(estimate, alpha, power) {
  const quantiles = studentQuantile(1 - alpha / 2, estimate.degrees) + studentQuantile(power, estimate.degrees);
  return quantiles * estimate.standardError;
}

// src/compare/rule.ts
var RULE = {
  /** Intervals are shown at 95 %: what readers expect, and what "no change" is held to. */
  intervalAlpha: 0.05,
  /** `couldSee` is the change that is seen four times out of five, the customary power. */
  power: 0.8,
  /**
   * Chance of any change that is not there being claimed in a whole report, in either direction; 1 % of
   * reports red, 1 % green. Shared by Holm over all flagged comparisons and by Bonferroni over the looks.
   */
  reportAlpha: 0.02,
  /**
   * A metric is suspect from half its threshold on: a true change of exactly the threshold is then flagged
   * nearly always, while noise that is small against the threshold is not.
   */
  suspectShare: 0.5,
  /** Generations between two looks while screening, so that looks stay few (see `no-change` in the simulation). */
  screenStep: 2,
  /**
   * Flagged comparisons that a cell counts on when it decides whether its own confirmation is done: it can't
   * know the others (they may be in another shard). More than these end as `inconclusive` at worst.
   */
  assumedFlagged: 12,
  /** Values without which no change is claimed: with two, one degree of freedom is left to know the noise from. */
  leastGenerations: 3,
  /** Without two values there is no interval to screen by. */
  leastScreen: 2,
  /**
   * Screening ends early where even `maxGenerations` as noisy as these would leave an interval this many times
   * too wide: time would be spent on nothing. More than 1, because few values know the noise badly.
   */
  hopelessFactor: 1.5,
  /**
   * Smallest difference of service time that is judged, µs. Two containers of one image differ by some tens of
   * µs (memory layout, hash seeds, timer and wake-up latency), and no user feels less. Where a handler works
   * 50 µs longer, `cpu` and `throughput` see it at `gate.slower`.
   */
  latencyFloorUs: 50,
  /**
   * Smallest difference of peak memory that is judged, bytes. Allocators grow by arenas of 1 MiB and less, and
   * the peak depends on when the collector ran; 2 MiB is below what decides a memory cap.
   */
  memoryFloorBytes: 2 * 2 ** 20,
  /**
   * Smallest difference of an exact count that is judged, per request: the nearest whole call or connection.
   * A retry or a pool that grows changes a few requests of a sample, a change of code changes all or half.
   * No percentage: one call more is one call more, also where there were 200.
   */
  exactStep: 0.5,
  /**
   * s.d. of ln(ratio) between two runs on machines of one fingerprint, beside what their generations show. Where
   * it was measured, two solo runs of one commit differed by 1.6–6 %; this is the middle of that on a log scale.
   */
  runToRunSd: 0.03
};
function schedule(settings) {
  const screen = Math.max(RULE.leastScreen, settings.screenGenerations);
  const confirm2 = Math.max(RULE.leastGenerations, settings.confirmGenerations);
  const max = Math.max(screen + confirm2, settings.maxGenerations);
  return { screen, confirm: confirm2, max, looks: Math.ceil((max - screen) / confirm2) };
}

// src/compare/evidence.ts
function pairedEvidence(values) {
  if (values.length === 0) return null;
  if (values.length === 1) return { mean: mean(values), estimate: null, interval: null, generations: 1 };
  return evidenceOf(estimateMean(values), values.length);
}
function evidenceOf(estimate, generations2) {
  const { low, high } = confidenceInterval(estimate, RULE.intervalAlpha);
  const interval2 = { low: Math.exp(low), high: finite(Math.exp(high)) };
  return { mean: estimate.mean, estimate, interval: interval2, generations: generations2 };
}
function couldSee(evidence, losing) {
  if (evidence.estimate === null) return null;
  const effect2 = smallestVisible(evidence.estimate, RULE.intervalAlpha, RULE.power);
  return finite(losing ? -Math.expm1(-effect2) : Math.expm1(effect2));
}
function finite(value) {
  return Math.min(value, Number.MAX_VALUE);
}
function isClear(evidence, threshold) {
  const { interval: interval2 } = evidence;
  return interval2 !== null && interval2.low > 1 - threshold && interval2.high < 1 + threshold;
}
function isSuspect(evidence, threshold) {
  return excludesNoChange(evidence) && mayBeSuspect(evidence.mean, threshold);
}
function mayBeSuspect(estimate, threshold) {
  return isBeyond(estimate, threshold * RULE.suspectShare);
}
function excludesNoChange({ interval: interval2 }) {
  return interval2 !== null && (interval2.low > 1 || interval2.high < 1);
}
function isBeyond(estimate, threshold) {
  return Math.abs(Math.expm1(estimate)) >= threshold;
}
function isShown(evidence, p, alpha, threshold) {
  if (evidence.generations < RULE.leastGenerations || p > alpha) return false;
  return excludesNoChange(evidence) && isBeyond(evidence.mean, threshold);
}
function sampledVerdict(evidence, p, threshold, higherIsBetter2) {
  if (p !== null && isShown(evidence, p, RULE.reportAlpha, threshold)) {
    return evidence.mean > 0 === higherIsBetter2 ? "improvement" : "regression";
  }
  return isClear(evidence, threshold) ? "no-change" : "inconclusive";
}

// src/stats/ratio.ts
function meanLog(values) {
  return mean(values.map(positiveLog));
}
function geometricMean(values) {
  return Math.exp(meanLog(values));
}
function isPositive(value) {
  return value > 0 && Number.isFinite(value);
}
function positiveLog(value) {
  if (!isPositive(value)) throw new RangeError(`a ratio needs positive numbers, got ${value}`);
  return Math.log(value);
}

// src/compare/metrics.ts
var SAMPLED = ["throughput", "cpu", "latency", "memory"];
function higherIsBetter(metric) {
  return metric === "throughput";
}
function sideLog(side2, metric, rounds2) {
  if (metric === "throughput") return logOf(rounds2.map((round) => round.rps));
  if (metric === "cpu") return logOf(rounds2.map(cpuPerRequest));
  if (metric === "latency") return logOf(side2.probe.map((round) => round.latencyUs.p50));
  return logOf([side2.peakMemoryBytes]);
}
function logOf(values) {
  const known = values.filter((value) => value !== null && isPositive(value));
  return known.length === 0 || known.length < values.length ? null : meanLog(known);
}
function cpuPerRequest(round) {
  if (round.cpuUserUs === null || round.cpuSystemUs === null) return null;
  return round.cpuUserUs + round.cpuSystemUs;
}
function pairedSamples(cell3, metric) {
  return cell3.generations.flatMap(({ phase, candidate, baseline }, position) => {
    if (baseline === null) return [];
    const ours = sideLog(candidate, metric, candidate.duet);
    const theirs = sideLog(baseline, metric, baseline.duet);
    return ours === null || theirs === null ? [] : [{ position, phase, value: ours - theirs }];
  });
}
function sides(generations2, name5) {
  return generations2.flatMap((generation2) => generation2[name5] ?? []);
}
function absolute(all, metric) {
  if (metric === "throughput") return soloOrDuet(all, (round) => round.rps);
  if (metric === "cpu") return soloOrDuet(all, cpuPerRequest);
  if (metric === "memory") return average(all.map((side2) => side2.peakMemoryBytes));
  const services = all.flatMap((side2) => side2.probe.map((round) => round.latencyUs.p50));
  return services.length === 0 || !services.every(isPositive) ? null : geometricMean(services);
}
function soloRps(all) {
  return average(all.flatMap((side2) => side2.solo.map((round) => round.rps)));
}
function soloOrDuet(all, figure3) {
  return average(all.flatMap((side2) => side2.solo.map(figure3))) ?? average(all.flatMap((side2) => side2.duet.map(figure3)));
}
function average(values) {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}
function thresholdOf(metric, gate2, baseline) {
  if (metric === "latency") return Math.max(gate2.latency, RULE.latencyFloorUs / baseline);
  if (metric === "memory") return Math.max(gate2.memory, RULE.memoryFloorBytes / baseline);
  return gate2.slower;
}

// src/compare/words.ts
var METRIC_WORDS = {
  throughput: "throughput",
  cpu: "CPU time per request",
  latency: "service time",
  memory: "peak memory",
  "upstream-calls": "upstream calls per request",
  connections: "new connections per request",
  "response-bytes": "response bytes"
};
function percent(fraction2) {
  const value = Math.abs(fraction2) * 100;
  return `${value >= 10 ? Math.round(value) : value.toFixed(1)} %`;
}
function change(ratio2) {
  return `${ratio2 < 1 ? "−" : "+"}${percent(ratio2 - 1)}`;
}
function effectWords(metric, evidence) {
  const { interval: interval2 } = evidence;
  const spread2 = interval2 === null ? "" : ` (${change(interval2.low)} … ${change(interval2.high)})`;
  return `${METRIC_WORDS[metric]} ${change(Math.exp(evidence.mean))}${spread2}`;
}

// src/compare/cell.ts
function judgeCell(draft, adjusted) {
  const { cell: cell3, decided } = draft;
  const figures = {
    target: cell3.target,
    scenario: cell3.scenario,
    baselineRps: soloRps(draft.baselineSides),
    candidateRps: soloRps(draft.candidateSides)
  };
  if (decided !== null) {
    const { verdict, reason, invalid: invalid4 } = decided;
    const believed = verdict === "invalid" ? { baselineRps: null, candidateRps: null } : {};
    const why = invalid4 === void 0 ? {} : { invalid: invalid4 };
    return { ...figures, ...believed, verdict, decidedBy: null, reason, metrics: [], ...why };
  }
  const judged = draft.sampled.map((sampled, index) => judgeSampled(sampled, adjusted[index] ?? null));
  const metrics = [...judged.map(({ row: row3 }) => row3), ...draft.exact.metrics];
  return { ...figures, metrics, ...decide(judged, draft.exact) };
}
function judgeSampled(draft, p) {
  const { metric, baseline, candidate, threshold } = draft;
  const shown2 = draft.evidence ?? draft.suspicion;
  if (shown2 === null) throw new RangeError(`${metric} has no value at all`);
  const verdict = draft.evidence === null ? "inconclusive" : sampledVerdict(draft.evidence, p, threshold, higherIsBetter(metric));
  const row3 = {
    metric,
    kind: "sampled",
    baseline,
    candidate,
    ratio: Math.exp(shown2.mean),
    interval: shown2.interval,
    couldSee: couldSee(shown2, higherIsBetter(metric)),
    generations: shown2.generations,
    threshold,
    verdict
  };
  return { draft, row: row3, p };
}
function decide(judged, exact) {
  const regressed2 = strongest("regression", judged, exact);
  if (regressed2 !== null) return { verdict: "regression", decidedBy: regressed2, reason: exact.connections };
  const improved2 = strongest("improvement", judged, exact);
  const open3 = unsettled(judged, exact, improved2 !== null);
  if (open3 !== null) return { verdict: "inconclusive", decidedBy: open3.metric, reason: open3.reason };
  if (improved2 !== null) return { verdict: "improvement", decidedBy: improved2, reason: exact.connections };
  const primary = judged.find(({ row: row3 }) => row3.metric === "throughput");
  if (primary === void 0) {
    return { verdict: "inconclusive", decidedBy: null, reason: "no generation ran both sides at once" };
  }
  if (primary.row.verdict === "no-change")
    return { verdict: "no-change", decidedBy: "throughput", reason: null };
  return { verdict: "inconclusive", decidedBy: "throughput", reason: noiseReason(primary.row) };
}
function strongest(verdict, judged, exact) {
  const sampled = judged.filter(({ row: row3 }) => row3.verdict === verdict && !(verdict === "improvement" && row3.metric === "memory")).sort((a, b) => (a.p ?? 1) - (b.p ?? 1));
  if (sampled.some(({ row: row3 }) => row3.metric === "throughput")) return "throughput";
  const counted = exact.metrics.find((row3) => row3.verdict === verdict);
  return counted?.metric ?? sampled[0]?.row.metric ?? null;
}
function unsettled(judged, exact, improved2) {
  for (const { draft, row: row3 } of judged) {
    if (draft.suspicion === null || row3.verdict !== "inconclusive") continue;
    const hopeful = row3.ratio > 1 === higherIsBetter(row3.metric);
    if (improved2 && hopeful) continue;
    return { metric: row3.metric, reason: suspicionReason(draft, draft.suspicion) };
  }
  const counted = exact.metrics.find((row3) => row3.verdict === "inconclusive");
  if (counted === void 0) return null;
  const metric = METRIC_WORDS[counted.metric];
  return { metric: counted.metric, reason: `${metric} differ between generations of the same code` };
}
function suspicionReason(draft, suspicion) {
  if (draft.evidence === null || draft.p === null) {
    return `${effectWords(draft.metric, suspicion)}: not confirmed, the run ended before new generations could be made`;
  }
  return `${effectWords(draft.metric, draft.evidence)}: neither surely within ±${percent(draft.threshold)} nor surely beyond`;
}
function noiseReason(row3) {
  const asked = `±${percent(row3.threshold ?? 0)}`;
  if (row3.couldSee === null) return `one generation does not tell how noisy it was; ${asked} was asked for`;
  return `too noisy: this run could have seen a change of ${percent(row3.couldSee)} or more, ${asked} was asked for`;
}

// src/compare/exact.ts
var NOTHING_COUNTED = { metrics: [], connections: null };
function compareExact(baseline, candidate) {
  const counted = (name5) => {
    const both = { baseline: countsOf(baseline, name5), candidate: countsOf(candidate, name5) };
    return both.baseline.length === 0 || both.candidate.length === 0 ? null : both;
  };
  const calls = counted("upstreamCalls");
  const client = counted("newConnections");
  const upstream = counted("upstreamConnections");
  const bytes2 = counted("responseBytes");
  const metrics = [];
  if (calls !== null) metrics.push(row("upstream-calls", calls, countVerdict(calls)));
  const worse2 = chooseConnections(client, upstream);
  if (worse2 !== null) metrics.push(row("connections", worse2, countVerdict(worse2)));
  if (bytes2 !== null) metrics.push({ ...row("response-bytes", bytes2, "no-change"), threshold: null });
  return { metrics, connections: connectionWords(client, upstream, calls) };
}
function countsOf(all, name5) {
  return all.flatMap((side2) => side2.counts?.[name5] ?? []);
}
function row(metric, counted, verdict) {
  const baseline = mean(counted.baseline);
  const candidate = mean(counted.candidate);
  return {
    metric,
    kind: "exact",
    baseline,
    candidate,
    ratio: countRatio(candidate, baseline),
    interval: null,
    couldSee: 0,
    generations: Math.min(counted.baseline.length, counted.candidate.length),
    threshold: 0,
    verdict
  };
}
function countRatio(candidate, baseline) {
  return baseline > 0 ? candidate / baseline : 1 + candidate;
}
function countVerdict(counted) {
  if (Math.min(...counted.candidate) - Math.max(...counted.baseline) >= RULE.exactStep) return "regression";
  if (Math.min(...counted.baseline) - Math.max(...counted.candidate) >= RULE.exactStep) return "improvement";
  return Math.abs(increase(counted)) >= RULE.exactStep ? "inconclusive" : "no-change";
}
function increase(counted) {
  return mean(counted.candidate) - mean(counted.baseline);
}
function chooseConnections(client, upstream) {
  if (client === null || upstream === null) return client ?? upstream;
  const [ours, theirs] = [increase(client), increase(upstream)];
  if (Math.max(ours, theirs) > 0) return theirs > ours ? upstream : client;
  return theirs < ours ? upstream : client;
}
function connectionWords(client, upstream, calls) {
  const sentences = [];
  if (client !== null) sentences.push(...keepAliveWords("the client", client));
  const callsChanged = calls !== null && countVerdict(calls) !== "no-change";
  if (upstream !== null && !callsChanged) sentences.push(...keepAliveWords("the upstream", upstream));
  return sentences.length === 0 ? null : sentences.join("; ");
}
function keepAliveWords(who, counted) {
  const verdict = countVerdict(counted);
  const change3 = `${count(mean(counted.baseline))} → ${count(mean(counted.candidate))} new connections per request`;
  if (verdict === "regression") return [`keep-alive with ${who} was lost: ${change3}`];
  if (verdict === "improvement") return [`keep-alive with ${who} holds now: ${change3}`];
  return [];
}
function count(value) {
  return String(Number(value.toFixed(2)));
}

// src/compare/plausible.ts
var IMPOSSIBLE = "impossible-figures";
function impossibility(cell3) {
  for (const [position, generation2] of cell3.generations.entries()) {
    for (const side2 of ["candidate", "baseline"]) {
      const figures = generation2[side2];
      const wrong2 = figures === null ? null : wrongSide(figures);
      if (wrong2 === null) continue;
      return { code: IMPOSSIBLE, side: side2, message: `generation ${position + 1}, ${side2}: ${wrong2}` };
    }
  }
  return null;
}
function wrongSide(side2) {
  for (const kind of ["duet", "solo", "probe"]) {
    for (const round of side2[kind]) {
      const wrong2 = wrongRound(round, kind);
      if (wrong2 !== null) return `${wrong2} in a ${kind} round`;
    }
  }
  if (side2.peakMemoryBytes !== null && !isCount(side2.peakMemoryBytes)) {
    return `a peak memory of ${side2.peakMemoryBytes} bytes`;
  }
  return side2.counts === null ? null : wrongCounts(side2.counts);
}
function wrongRound(round, kind) {
  if (round.rps === 0) return "no right answer";
  if (!isPlausible(round.rps)) return `a throughput of ${round.rps} requests/s`;
  const { p50 } = round.latencyUs;
  if (kind === "probe" && !isPlausible(p50)) return `a median latency of ${p50} µs`;
  for (const cpu of [round.cpuUserUs, round.cpuSystemUs]) {
    if (cpu !== null && !isCount(cpu)) return `a CPU time of ${cpu} µs per request`;
  }
  return null;
}
function wrongCounts(counts) {
  const { upstreamCalls, upstreamConnections, newConnections, responseBytes } = counts;
  for (const count4 of [upstreamCalls, upstreamConnections, newConnections, responseBytes]) {
    if (count4 !== null && !isCount(count4)) return `a count of ${count4} per request`;
  }
  return null;
}
function isPlausible(value) {
  return value > 1e-9 && value < 1e15;
}
function isCount(value) {
  return value >= 0 && value < 1e18;
}

// src/compare/overall.ts
var NONE2 = {
  regression: 0,
  improvement: 0,
  "no-change": 0,
  inconclusive: 0,
  invalid: 0,
  new: 0,
  unchanged: 0
};
function countVerdicts(cells2) {
  const counts = { ...NONE2 };
  for (const { verdict } of cells2) counts[verdict] += 1;
  return counts;
}
var ORDER = ["regression", "invalid", "inconclusive", "improvement", "no-change", "new"];
function runVerdict(counts, problems) {
  const first = ORDER.find((verdict) => counts[verdict] > 0);
  if (first !== void 0) return first;
  return problems.length > 0 ? "invalid" : "nothing-to-measure";
}
var MACHINE_CODES = /* @__PURE__ */ new Set([
  IMPOSSIBLE,
  "generator-saturated",
  "engine-failed",
  "engine-unreachable",
  "disk-full",
  "unexpected"
]);
function gateResult(comparison, gate2, problems) {
  const { counts, advisory } = comparison;
  const total = comparison.cells.length;
  const open3 = openRegressions(comparison).length;
  if (open3 > 0 && !advisory) {
    const accepted = counts.regression > open3 ? `, besides ${counts.regression - open3} accepted` : "";
    return result(1, `${open3} of ${cellWords(total)} got slower or needs more${accepted}.`);
  }
  const failure2 = failed(comparison, problems, "usage") ?? failed(comparison, problems, "machine");
  if (failure2 !== null) return failure2;
  const undecided2 = counts.inconclusive + counts.invalid;
  if (undecided2 > 0 && gate2.onInconclusive === "fail" && !advisory) {
    return result(
      1,
      `${undecided2} of ${cellWords(total)} could not be decided, and the gate asks for a decision.`
    );
  }
  return result(0, passReason(comparison, undecided2));
}
function openRegressions({ cells: cells2 }) {
  return cells2.filter(({ verdict, accepted }) => verdict === "regression" && accepted?.state !== "holds");
}
function failed(comparison, problems, kind) {
  const code3 = kind === "usage" ? 2 : 3;
  const problem2 = problems.find((candidate) => candidate.kind === kind);
  if (problem2 !== void 0) return result(code3, problem2.message);
  const cell3 = comparison.cells.find((candidate) => invalidKind(candidate, problems) === kind);
  if (cell3 === void 0) return null;
  return result(
    code3,
    `${cell3.target} · ${cell3.scenario} could not be measured: ${cell3.reason ?? "no reason given"}`
  );
}
function invalidKind({ verdict, invalid: invalid4 }, problems) {
  if (verdict !== "invalid") return null;
  const code3 = invalid4?.code ?? IMPOSSIBLE;
  const kind = problems.find((problem2) => problem2.code === code3)?.kind;
  if (kind !== void 0) return kind;
  if (MACHINE_CODES.has(code3)) return "machine";
  return invalid4?.side === "baseline" ? null : "usage";
}
function passReason({ counts, cells: cells2, advisory }, undecided2) {
  const total = cells2.length;
  if (counts.regression > 0 && advisory) {
    const slower = `${counts.regression} of ${cellWords(total)} looks slower`;
    return `${slower}, but was compared with figures from another machine: told, not judged.`;
  }
  if (counts.regression > 0) {
    const undecidedToo = undecided2 > 0 ? `; ${undecided2} could not be decided` : "";
    return `${counts.regression} of ${cellWords(total)} got slower or needs more, and it is accepted${undecidedToo}.`;
  }
  if (total === counts.unchanged) return "Nothing to measure: no inputs changed.";
  if (undecided2 > 0) return `No regression found; ${undecided2} of ${cellWords(total)} could not be decided.`;
  return `No regression in ${cellWords(total)}.`;
}
function cellWords(count4) {
  return count4 === 1 ? "1 cell" : `${count4} cells`;
}
function result(exitCode, reason) {
  return { exitCode, passed: exitCode === 0, reason };
}

// src/compare/sequential.ts
function nextStep(cell3, gate2, settings) {
  const plan = schedule(settings);
  const done = cell3.generations.length;
  if (cell3.state === "unchanged" || cell3.state === "invalid" || impossibility(cell3) !== null) return "done";
  if (done < plan.screen) return "screen";
  if (cell3.noBaseline !== null || sides(cell3.generations, "baseline").length === 0) {
    return done < RULE.leastGenerations ? "screen" : "done";
  }
  if (done >= plan.max) return "done";
  if (!isLook(done, plan) && cell3.generations.at(-1)?.phase === "screen") return "screen";
  const courses = follow(cell3, gate2, settings);
  if (courses.some((course) => course.flagged && !course.settled)) return "confirm";
  const exact = compareExact(sides(cell3.generations, "baseline"), sides(cell3.generations, "candidate"));
  if (exact.metrics.some((metric) => metric.verdict === "regression")) return "done";
  return courses.every((course) => course.settled) ? "done" : "screen";
}
function follow(cell3, gate2, settings) {
  const plan = schedule(settings);
  return SAMPLED.flatMap((metric) => {
    const baseline = absolute(sides(cell3.generations, "baseline"), metric);
    const candidate = absolute(sides(cell3.generations, "candidate"), metric);
    const samples = pairedSamples(cell3, metric);
    if (baseline === null || candidate === null || samples.length === 0) return [];
    const first = absolute(sides(cell3.generations.slice(0, plan.screen), "baseline"), metric);
    const threshold = thresholdOf(metric, gate2, first ?? baseline);
    return [{ metric, baseline, candidate, threshold, ...followSamples(samples, threshold, plan) }];
  });
}
function followSamples(samples, threshold, plan) {
  const flag = findFlag(samples, threshold, plan);
  if (flag !== null) {
    const later = samples.filter(({ phase, position }) => phase === "confirm" && position >= flag.position);
    return {
      flagged: true,
      suspicion: flag.evidence,
      ...confirm(
        later.map(({ value }) => value),
        threshold,
        plan
      )
    };
  }
  const evidence = pairedEvidence(samples.map(({ value }) => value));
  const settled = evidence !== null && (isClear(evidence, threshold) || isHopeless(evidence, threshold, plan));
  const late = evidence !== null && !isClear(evidence, threshold) && isSuspect(evidence, threshold);
  return { flagged: false, suspicion: late ? evidence : null, evidence, p: null, settled };
}
function isLook(generations2, plan) {
  return generations2 >= plan.screen && (generations2 - plan.screen) % RULE.screenStep === 0;
}
function findFlag(samples, threshold, plan) {
  for (let position = plan.screen; position + plan.confirm <= plan.max; position += RULE.screenStep) {
    if ((samples.at(-1)?.position ?? -1) < position - 1) return null;
    const seen = samples.filter((sample) => sample.position < position).map(({ value }) => value);
    if (seen.length < 2 || !mayBeSuspect(mean(seen), threshold)) continue;
    const evidence = pairedEvidence(seen);
    if (evidence === null || isClear(evidence, threshold)) continue;
    if (isSuspect(evidence, threshold)) return { position, evidence };
  }
  return null;
}
function confirm(values, threshold, plan) {
  const looks2 = Math.max(plan.looks, Math.ceil(values.length / plan.confirm));
  for (let size3 = plan.confirm; size3 <= values.length; size3 += plan.confirm) {
    const evidence2 = pairedEvidence(values.slice(0, size3));
    if (evidence2 === null) break;
    const p = lookedP(evidence2, looks2);
    const shown2 = isShown(evidence2, p, RULE.reportAlpha / RULE.assumedFlagged, threshold);
    if (shown2 || isClear(evidence2, threshold)) return { evidence: evidence2, p, settled: true };
  }
  const evidence = pairedEvidence(values);
  return { evidence, p: evidence === null ? 1 : lookedP(evidence, looks2), settled: false };
}
function lookedP(evidence, looks2) {
  if (evidence.estimate === null || evidence.generations < RULE.leastGenerations) return 1;
  return Math.min(1, looks2 * twoSidedP(evidence.estimate));
}
function isHopeless(evidence, threshold, plan) {
  if (evidence.estimate === null) return false;
  const { standardError } = evidence.estimate;
  const atMax = {
    mean: 0,
    standardError: standardError * Math.sqrt(evidence.generations / plan.max),
    degrees: plan.max - 1
  };
  return confidenceInterval(atMax, RULE.intervalAlpha).high > RULE.hopelessFactor * threshold;
}

// src/compare/compare.ts
function compareRecord(record2, gate2, settings) {
  return finish(
    record2.cells.map((cell3) => draftCell(cell3, gate2, settings)),
    record2,
    false
  );
}
function finish(drafts, record2, advisory) {
  const tested = drafts.flatMap((draft) => draft.sampled.flatMap(({ p }) => p ?? []));
  const adjusted = holmAdjust(tested);
  let next = 0;
  const cells2 = drafts.map(
    (draft) => judgeCell(
      draft,
      draft.sampled.map(({ p }) => p === null ? null : adjusted[next++] ?? 1)
    )
  );
  const counts = countVerdicts(cells2);
  return { cells: cells2, counts, verdict: runVerdict(counts, record2.problems), advisory };
}
function draftCell(cell3, gate2, settings) {
  const sidesOf2 = {
    cell: cell3,
    baselineSides: sides(cell3.generations, "baseline"),
    candidateSides: sides(cell3.generations, "candidate")
  };
  const decided = decideWithoutFigures(cell3) ?? decideByBaseline(cell3, sidesOf2.baselineSides.length);
  if (decided?.verdict === "unchanged") {
    return {
      ...sidesOf2,
      baselineSides: sidesOf2.candidateSides,
      decided,
      sampled: [],
      exact: NOTHING_COUNTED
    };
  }
  if (decided !== null) return { ...sidesOf2, decided, sampled: [], exact: NOTHING_COUNTED };
  const sampled = follow(cell3, gate2, settings);
  return {
    ...sidesOf2,
    decided: null,
    sampled,
    exact: compareExact(sidesOf2.baselineSides, sidesOf2.candidateSides)
  };
}
var UNEXPLAINED = {
  code: IMPOSSIBLE,
  side: "candidate",
  message: "it was marked invalid without a reason"
};
function decideWithoutFigures(cell3) {
  if (cell3.state === "unchanged") return { verdict: "unchanged", reason: null };
  const wrong2 = cell3.state === "invalid" ? cell3.invalid ?? UNEXPLAINED : impossibility(cell3);
  if (wrong2 !== null) {
    const { code: code3, side: side2, message } = wrong2;
    return { verdict: "invalid", reason: message, invalid: { code: code3, side: side2 } };
  }
  if (cell3.state === "not-measured" || cell3.generations.length === 0) {
    return { verdict: "inconclusive", reason: "not measured: the run ended before its first generation" };
  }
  return null;
}
function decideByBaseline(cell3, paired) {
  if (cell3.noBaseline !== null) return { verdict: "new", reason: cell3.noBaseline };
  return paired > 0 ? null : { verdict: "new", reason: "no generation ran the baseline" };
}

// src/compare/stored.ts
function compareStored(candidate, stored, gate2, _settings) {
  const alike = candidate.machine.fingerprint === stored.machine.fingerprint && candidate.caps.cpus === stored.caps.cpus && candidate.caps.memoryBytes === stored.caps.memoryBytes;
  const drafts = candidate.cells.map((cell3) => draftStored(cell3, findCell(stored, cell3), gate2));
  return finish(drafts, candidate, !alike);
}
function findCell(record2, { target: target2, scenario: scenario2 }) {
  return record2.cells.find((cell3) => cell3.target === target2 && cell3.scenario === scenario2);
}
function draftStored(cell3, stored, gate2) {
  const baselineSides = stored === void 0 ? [] : sides(stored.generations, "candidate");
  const candidateSides = sides(cell3.generations, "candidate");
  const decided = decideWithoutFigures(cell3) ?? decideByStored(stored, baselineSides);
  const base = { cell: cell3, baselineSides, candidateSides, decided };
  if (decided !== null) return { ...base, sampled: [], exact: NOTHING_COUNTED };
  const sampled = SAMPLED.flatMap((metric) => draftMetric(metric, baselineSides, candidateSides, gate2) ?? []);
  return { ...base, sampled, exact: compareExact(baselineSides, candidateSides) };
}
function decideByStored(stored, figures) {
  if (stored === void 0) return { verdict: "new", reason: "the stored record has no such cell" };
  if (stored.state === "invalid" || impossibility(stored) !== null) {
    return { verdict: "new", reason: "the stored record's figures of this cell are invalid" };
  }
  return figures.length > 0 ? null : { verdict: "new", reason: "the stored record has no figures of this cell" };
}
function draftMetric(metric, baselineSides, candidateSides, gate2) {
  const theirs = baselineSides.flatMap((side2) => sideLog(side2, metric, side2.solo) ?? []);
  const ours = candidateSides.flatMap((side2) => sideLog(side2, metric, side2.solo) ?? []);
  const baseline = absolute(baselineSides, metric);
  const candidate = absolute(candidateSides, metric);
  if (theirs.length === 0 || ours.length === 0 || baseline === null || candidate === null) return null;
  const evidence = independentEvidence(metric, ours, theirs);
  const threshold = thresholdOf(metric, gate2, baseline);
  return {
    metric,
    baseline,
    candidate,
    threshold,
    evidence,
    suspicion: isSuspect(evidence, threshold) ? evidence : null,
    p: evidence.estimate === null ? 1 : twoSidedP(evidence.estimate)
  };
}
function independentEvidence(metric, ours, theirs) {
  const generations2 = Math.min(ours.length, theirs.length);
  if (generations2 < 2)
    return { mean: mean(ours) - mean(theirs), estimate: null, interval: null, generations: generations2 };
  const knownVariance = metric === "memory" ? 0 : RULE.runToRunSd ** 2;
  return evidenceOf(estimateDifference(ours, theirs, knownVariance), generations2);
}

// src/baseline/carry.ts
function hasFigures(cell3) {
  return (cell3.state === "measured" || cell3.state === "unchanged") && cell3.generations.length > 0;
}
function carryOver(cells2, stored) {
  const known = new Map(stored.cells.filter(hasFigures).map((cell3) => [keyOf(cell3), cell3]));
  return cells2.map((cell3) => {
    const before = known.get(keyOf(cell3));
    if (cell3.state !== "unchanged" || cell3.generations.length > 0 || before === void 0) return cell3;
    return {
      ...cell3,
      carriedFrom: before.carriedFrom ?? stored.candidate.sha,
      generations: before.generations.map(candidateOnly)
    };
  });
}
var keyOf = ({ target: target2, scenario: scenario2, inputs }) => `${target2}/${scenario2} ${inputs}`;
var candidateOnly = (generation2) => ({
  ...generation2,
  startedFirst: "candidate",
  baseline: null
});

// src/model/canonical.ts
import { createHash as createHash2 } from "node:crypto";
function canonicalJson(value) {
  return write(value, /* @__PURE__ */ new Set());
}
function sha256(text2) {
  return createHash2("sha256").update(text2, "utf8").digest("hex");
}
function write(value, ancestors2) {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON spelling`);
    return JSON.stringify(value);
  }
  if (typeof value !== "object") throw new TypeError(`a ${typeof value} has no JSON spelling`);
  if (ancestors2.has(value)) throw new TypeError("a value that contains itself has no JSON spelling");
  ancestors2.add(value);
  const text2 = Array.isArray(value) ? writeArray(value, ancestors2) : writeObject(value, ancestors2);
  ancestors2.delete(value);
  return text2;
}
function writeArray(items, ancestors2) {
  return `[${Array.from(items, (item) => write(item, ancestors2)).join(",")}]`;
}
function writeObject(value, ancestors2) {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`a ${value.constructor?.name ?? "class instance"} has no JSON spelling`);
  }
  const members2 = Object.entries(value).filter(([, member2]) => member2 !== void 0).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([name5, member2]) => `${JSON.stringify(name5)}:${write(member2, ancestors2)}`);
  return `{${members2.join(",")}}`;
}

// src/config/digest.ts
function configDigest(config2) {
  return sha256(
    canonicalJson({
      measure: config2.measure,
      targets: byName(config2.targets).map(({ location: _, readyTimeoutMs: __, ...target2 }) => target2),
      scenarios: byName(config2.scenarios).map(({ location: _, targets, ...scenario2 }) => ({
        ...scenario2,
        targets: targets === null ? null : [...targets].sort()
      }))
    })
  );
}
function byName(items) {
  return [...items].sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

// src/model/record.ts
var RECORD_SCHEMA = "loadgate.record/v1";

// src/plan/cells.ts
var import_fastest_levenshtein2 = __toESM(require_mod(), 1);
var LISTED_NAMES = 10;
function planCells(config2, filter = []) {
  const cells2 = config2.targets.flatMap(
    (target2) => config2.scenarios.filter((scenario2) => scenario2.targets === null || scenario2.targets.includes(target2.name)).map((scenario2) => ({ target: target2, scenario: scenario2 }))
  );
  if (filter.length === 0) return cells2;
  const wanted = new Set(filter);
  const errors = [...wanted].filter((name5) => !cells2.some((cell3) => isNamed(cell3, name5))).map((name5) => unknownCell(name5, config2, cells2));
  if (errors.length > 0) throw new LoadgateErrors(errors);
  return cells2.filter((cell3) => wanted.has(cell3.target.name) || wanted.has(cellName(cell3)));
}
function cellName(cell3) {
  return `${cell3.target.name}/${cell3.scenario.name}`;
}
function isNamed(cell3, name5) {
  return name5 === cell3.target.name || name5 === cellName(cell3);
}
function unknownCell(name5, config2, cells2) {
  const known = [.../* @__PURE__ */ new Set([...cells2.map((cell3) => cell3.target.name), ...cells2.map(cellName)])];
  return new LoadgateError(describeUnknown(name5, config2), {
    kind: "usage",
    code: "unknown-cell",
    hint: suggest(name5, known)
  });
}
function describeUnknown(name5, config2) {
  const target2 = config2.targets.find((one) => name5 === one.name || name5.startsWith(`${one.name}/`));
  const scenario2 = target2 && config2.scenarios.find((one) => name5 === `${target2.name}/${one.name}`);
  if (target2 && scenario2) return `Scenario "${scenario2.name}" is not sent to target "${target2.name}".`;
  if (target2 && name5 === target2.name) return `No scenario is sent to target "${name5}".`;
  if (target2) return `Target "${target2.name}" has no scenario "${name5.slice(target2.name.length + 1)}".`;
  return `There is no target or cell named "${name5}".`;
}
function suggest(name5, known) {
  if (known.length === 0) return "The configuration has no cell: add a scenario.";
  const nearest2 = (0, import_fastest_levenshtein2.closest)(name5, known);
  const isNear = (0, import_fastest_levenshtein2.distance)(name5, nearest2) <= Math.max(2, Math.floor(name5.length / 3));
  if (isNear) return `Did you mean "${nearest2}"?`;
  const listed2 = known.slice(0, LISTED_NAMES).map((one) => `"${one}"`);
  const more = known.length - listed2.length;
  return `Name a target or target/scenario: ${listed2.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
}

// src/measure/cell.ts
var newCell = (scenario2) => ({
  scenario: scenario2,
  verified: /* @__PURE__ */ new Map(),
  figures: /* @__PURE__ */ new Map(),
  invalid: null,
  saturated: false,
  noBaseline: null
});
var SATURATED = {
  side: "candidate",
  code: "generator-saturated",
  message: "the load generator was at its limit: these figures would be its own, not the target's",
  log: []
};
var lastLines = async (side2) => await side2?.instance.logs(20).catch(() => []) ?? [];
function blame(cell3, reason) {
  if (reason.side === "candidate") cell3.invalid ??= reason;
  else cell3.noBaseline ??= `the baseline failed (${reason.code}): ${reason.message}`;
}
function forgetRounds(cell3) {
  cell3.figures.clear();
  cell3.saturated = false;
}
var takesPart = (cell3, side2) => cell3.invalid === null && !(side2 === "baseline" && cell3.noBaseline !== null);
var sidesOf = (cell3, running) => [...running.keys()].filter((side2) => takesPart(cell3, side2) && cell3.verified.has(side2));
function loaded(cell3, side2, running) {
  const started2 = running.get(side2);
  const verified = cell3.verified.get(side2);
  if (started2 === void 0 || verified === void 0) throw new TypeError(`${side2} was not verified`);
  return { ...started2, expectBody: verified.expectBody };
}

// src/load/saturation.ts
var MAX_CPU = 0.85;
var MAX_LOOP = 0.95;
var MAX_SHARED_CPU = 0.25;
function isSaturated(figures, sharesCore) {
  const cpu = figures.reduce((sum2, { generatorCpu }) => sum2 + generatorCpu, 0);
  if (sharesCore) return cpu > MAX_SHARED_CPU;
  return cpu > MAX_CPU || figures.some(({ generatorLoop }) => generatorLoop > MAX_LOOP);
}

// src/measure/rounds.ts
var leadMs = (connections) => Math.max(25, connections / 10);
function planRounds(scenarios, sides2, mix, random) {
  const blocks = [];
  for (const scenario2 of scenarios) {
    const present = sides2(scenario2);
    const add = (times2, block) => {
      for (let time4 = 0; time4 < times2; time4++) blocks.push(block());
    };
    if (present.length === 2) add(mix.duets, () => [{ scenario: scenario2, kind: "duet", sides: present }]);
    add(mix.solos, () => alone(scenario2, "solo", random.shuffle(present)));
    add(mix.probes, () => alone(scenario2, "probe", thereAndBack(random.shuffle(present))));
  }
  return random.shuffle(blocks).flat();
}
var alone = (scenario2, kind, order2) => order2.map((side2) => ({ scenario: scenario2, kind, sides: [side2] }));
var thereAndBack = (order2) => [...order2, ...order2.toReversed()];
function shape(kind, scenario2, settings) {
  if (kind === "probe") {
    return { durationMs: settings.probeMs, connections: settings.probeConnections, delayMs: 0 };
  }
  const durationMs = kind === "duet" ? settings.duetMs : settings.soloMs;
  return { durationMs, connections: scenario2.connections, delayMs: scenario2.upstream?.delayMs ?? 0 };
}
function loadJob(loaded2, request3, rest) {
  const { host, port } = loaded2.instance;
  return {
    url: `http://${host}:${port}${request3.path}`,
    method: request3.method,
    headers: request3.headers,
    body: request3.body,
    expectStatus: null,
    expectBody: loaded2.expectBody,
    ...rest
  };
}
async function runRound(kind, scenario2, sides2, deps) {
  const { clock, settings, signal } = deps;
  const { durationMs, connections, delayMs } = shape(kind, scenario2, settings);
  if (scenario2.upstream !== null) await deps.upstream?.setDelay(delayMs);
  const calledBefore = await upstreamCounts(scenario2, sides2, deps);
  const startNs = clock.monotonicNs() + BigInt(Math.round(leadMs(connections) * 1e6));
  const trimMs = Math.min(settings.trimMs, durationMs / 3);
  const job = {
    connections,
    durationMs,
    trimMs,
    timeoutMs: scenario2.timeoutMs,
    startAtNs: startNs.toString(),
    expectStatus: scenario2.expect.status
  };
  const counters = readCounters(sides2, startNs, { durationMs, trimMs }, deps);
  const results = await Promise.all([
    Promise.all(sides2.map((side2) => side2.generator.run(loadJob(side2, scenario2.request, job), signal))),
    counters
  ]);
  const calledAfter = await upstreamCounts(scenario2, sides2, deps);
  return sides2.map((_, at) => ({
    ...toFigures(results[0][at], results[1][at]),
    ...calledBetween(calledBefore[at] ?? null, calledAfter[at] ?? null)
  }));
}
var upstreamCounts = (scenario2, sides2, { upstream }) => Promise.all(
  sides2.map(({ side: side2 }) => scenario2.upstream === null || upstream === null ? null : upstream.counts(side2))
);
var calledBetween = (before, after) => ({
  upstreamCalls: before === null || after === null ? null : after.calls - before.calls,
  upstreamConnections: before === null || after === null ? null : after.connections - before.connections
});
async function warmUp(scenario2, sides2, deps) {
  if (deps.settings.warmupMs === 0) return;
  if (scenario2.upstream !== null) await deps.upstream?.setDelay(scenario2.upstream.delayMs);
  const leadNs = BigInt(Math.round(leadMs(scenario2.connections) * 1e6));
  const startAtNs = (deps.clock.monotonicNs() + leadNs).toString();
  const job = {
    connections: scenario2.connections,
    durationMs: deps.settings.warmupMs,
    trimMs: 0,
    timeoutMs: scenario2.timeoutMs,
    startAtNs
  };
  await Promise.all(
    sides2.map((side2) => side2.generator.run(loadJob(side2, scenario2.request, job), deps.signal))
  );
}
async function readCounters(sides2, startNs, { durationMs, trimMs }, { clock, signal }) {
  const until = (ms) => clock.sleep(Math.max(0, Number(startNs - clock.monotonicNs()) / 1e6 + ms), signal);
  const read2 = () => Promise.all(sides2.map((side2) => side2.instance.counters().catch(() => null)));
  await until(trimMs);
  const before = await read2();
  await until(durationMs - trimMs);
  const after = await read2();
  return sides2.map((_, at) => ({ before: before[at] ?? null, after: after[at] ?? null }));
}
function toFigures(load, counters) {
  const { before, after } = counters;
  const seconds = before !== null && after !== null ? Number(after.atNs - before.atNs) / 1e9 : 0;
  const perRequest2 = (from, to) => from == null || to == null || seconds <= 0 || load.rps <= 0 ? null : (to - from) / seconds / load.rps;
  const throttledUs = before?.throttledUs == null || after?.throttledUs == null ? null : after.throttledUs - before.throttledUs;
  return {
    windowMs: load.windowMs,
    requests: load.requests,
    rps: load.rps,
    latencyUs: load.latencyUs,
    failures: load.failures,
    connectionsOpened: load.connectionsOpened,
    cpuUserUs: perRequest2(before?.cpuUserUs, after?.cpuUserUs),
    cpuSystemUs: perRequest2(before?.cpuSystemUs, after?.cpuSystemUs),
    throttledMs: throttledUs === null ? null : throttledUs / 1e3,
    generatorCpu: load.generatorCpu,
    generatorLoop: load.generatorLoop
  };
}

// src/measure/upstream-reuse.ts
var CODE = "wrong-upstream-reuse";
function isReuseRight(use, counts) {
  const seen = totals(counts);
  if (use === null || use.reuse === null || seen === null || seen.calls === 0) return null;
  if (use.reuse === "off") return seen.connections === seen.calls;
  return seen.connections < seen.calls && seen.connections <= Math.ceil(seen.calls / seen.requests);
}
function totals(counts) {
  if (counts === null || counts.upstreamCalls === null || counts.upstreamConnections === null) return null;
  const { requests, upstreamCalls, upstreamConnections } = counts;
  return {
    requests,
    calls: Math.round(upstreamCalls * requests),
    connections: Math.round(upstreamConnections * requests)
  };
}
function judgeReuse(use, candidate, baseline) {
  const seen = totals(candidate);
  if (seen === null || isReuseRight(use, candidate) !== false || isReuseRight(use, baseline) === true) {
    return null;
  }
  const { requests, calls, connections } = seen;
  const message = `${requests} requests made ${calls} upstream calls over ${connections} new connections, and the scenario says reuse: ${use?.reuse}`;
  return { side: "candidate", code: CODE, message, log: [] };
}
function judgeLoadedReuse(loaded2) {
  const { side: side2, use, verified, rounds: rounds2, loadConnections } = loaded2;
  const last = rounds2.at(-1);
  if (use === null || last == null || isReuseRight(use, verified) !== true) return null;
  if (use.reuse === "off") {
    const { upstreamCalls: calls, upstreamConnections: connections } = last;
    if (calls == null || connections == null) return null;
    const underWay = loadConnections * Math.max(1, Math.ceil(verified?.upstreamCalls ?? 1));
    if (connections >= calls - underWay) return null;
    const message2 = `under load, ${calls} upstream calls came over ${connections} new connections, and the scenario says reuse: off`;
    return { side: side2, code: CODE, message: message2 };
  }
  const opened = rounds2.reduce((sum2, { upstreamConnections }) => sum2 + (upstreamConnections ?? 0), 0);
  if (use.pool === null || opened <= use.pool) return null;
  const message = `under load, ${opened} connections to the upstream were opened, and the scenario says a pool of ${use.pool}`;
  return { side: side2, code: CODE, message };
}

// src/measure/validity.ts
var MAX_FAILED_SHARE = 1e-3;
var KINDS = [
  ["wrongBody", "wrong-body", "answered another body than before the load"],
  ["non2xx", "wrong-status", "answered with a wrong status"],
  ["timeout", "request-timeout", "did not answer in time"],
  ["reset", "connection-reset", "closed connections in the middle of an answer"],
  ["refused", "connection-refused", "refused connections"],
  ["other", "request-failed", "failed otherwise"]
];
function judgeRound(side2, figures, state) {
  if (state?.oomKilled) {
    return {
      side: side2,
      code: "oom-killed",
      message: "a process of the target was killed: it used up its memory cap"
    };
  }
  if (state !== null && !state.running) {
    return { side: side2, code: "target-exited", message: `the target exited with ${state.exitCode} under load` };
  }
  const failed3 = Object.values(figures.failures).reduce((sum2, count4) => sum2 + count4, 0);
  const share3 = failed3 === 0 ? 0 : failed3 / (failed3 + figures.requests);
  if (share3 > MAX_FAILED_SHARE) {
    const [kind, code3, what] = KINDS.find(([name5]) => figures.failures[name5] > 0) ?? KINDS[5] ?? ["other", "", ""];
    const count4 = `${figures.failures[kind]} of ${failed3 + figures.requests} requests`;
    return { side: side2, code: code3, message: `${count4}: the target ${what}` };
  }
  if (figures.requests === 0) {
    return { side: side2, code: "no-answer", message: "the target answered no request inside the round" };
  }
  return null;
}

// src/measure/cell-rounds.ts
var ROUND_ATTEMPTS = 3;
async function runRounds(running, cells2, deps) {
  const byScenario = new Map(cells2.map((cell3) => [cell3.scenario, cell3]));
  const present = (scenario2) => sidesOf(byScenario.get(scenario2), running);
  const measurable = cells2.filter((cell3) => sidesOf(cell3, running).includes("candidate"));
  for (const plan of planRounds(
    measurable.map((cell3) => cell3.scenario),
    present,
    deps.rounds,
    deps.random
  )) {
    const cell3 = byScenario.get(plan.scenario);
    if (!plan.sides.every((side2) => takesPart(cell3, side2))) continue;
    const alive = await oneRound(plan, cell3, running, deps);
    if (!alive) return cells2.filter((other) => other !== cell3);
  }
  return [];
}
async function oneRound(plan, cell3, running, deps) {
  let alive = true;
  const sides2 = plan.sides.map((side2) => loaded(cell3, side2, running));
  const figures = await answeredRound(plan, sides2, deps);
  for (const [at, side2] of plan.sides.entries()) {
    const one = figures[at];
    if (one === void 0) continue;
    const state = await stateOf(running.get(side2), one);
    if (state !== null && !state.running) alive = false;
    collect(cell3, side2, plan.kind).push(one);
    const wrong2 = judgeRound(side2, one, state) ?? judgeUse(plan, cell3, side2, deps);
    if (wrong2 !== null) blame(cell3, { ...wrong2, log: await lastLines(running.get(side2)) });
  }
  if (plan.kind !== "probe" && isSaturated(figures, deps.sharesCore)) {
    if (deps.rounds.atSaturation === "go-on") cell3.saturated = true;
    else blame(cell3, SATURATED);
  }
  return alive;
}
function judgeUse({ kind, scenario: scenario2 }, cell3, side2, { settings }) {
  const figures = cell3.figures.get(side2);
  return judgeLoadedReuse({
    side: side2,
    use: scenario2.upstream,
    verified: cell3.verified.get(side2)?.counts ?? null,
    rounds: figures === void 0 ? [] : allRounds(figures, kind),
    loadConnections: shape(kind, scenario2, settings).connections
  });
}
var allRounds = (figures, last) => [...KINDS2.filter((kind) => kind !== last), last].flatMap((kind) => figures[kind]);
var KINDS2 = ["duet", "solo", "probe"];
async function answeredRound(plan, sides2, deps) {
  for (let attempt2 = 1; ; attempt2++) {
    const figures = await deps.stopwatch.time(
      "rounds",
      () => runRound(plan.kind, plan.scenario, sides2, deps)
    );
    const silent = figures.some((one) => one.requests === 0 && !hasFailures(one));
    if (!silent || attempt2 === ROUND_ATTEMPTS) return figures;
  }
}
var hasFailures = (figures) => Object.values(figures.failures).some((count4) => count4 > 0);
async function stateOf(side2, figures) {
  if (!hasFailures(figures) && figures.requests > 0) return null;
  return await side2?.instance.state().catch(() => null) ?? null;
}
function collect(cell3, side2, kind) {
  const figures = cell3.figures.get(side2) ?? { duet: [], solo: [], probe: [] };
  cell3.figures.set(side2, figures);
  return figures[kind];
}

// src/load/client.ts
import { Agent, request as send } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

// src/load/client-errors.ts
var AskError = class extends LoadgateError {
  code;
  /** It was sent over a connection that had been used before, and nothing of an answer has come. */
  onOldConnection;
  constructor(message, code3, hint, given2 = {}) {
    super(message, { kind: "usage", code: code3, hint, cause: given2.cause });
    this.code = code3;
    this.onOldConnection = given2.old ?? false;
  }
};
function isAskError(error2) {
  return error2 instanceof AskError;
}
function tooLarge(limit) {
  return new AskError(
    `the answer's body is larger than ${limit / 2 ** 20} MiB`,
    "answer-too-large",
    "Measure a request with a smaller answer."
  );
}
function toAskError(cause, { request: request3, address, timeoutMs, timedOut: timedOut2, old }) {
  if (isAskError(cause)) return cause;
  const title2 = `${request3.method} ${request3.path}`;
  if (timedOut2) {
    const message = `${title2} was not answered within ${timeoutMs} ms`;
    return new AskError(message, "request-timeout", "Make the target faster, or allow it more time.", {
      old
    });
  }
  const code3 = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code3 === "ECONNREFUSED") {
    const message = `nothing listens on ${address.host}, port ${address.port}`;
    return new AskError(message, "connection-refused", "Check the port, and that it listens on 0.0.0.0.", {
      old,
      cause
    });
  }
  if (code3 === "ECONNRESET" || code3 === "EPIPE" || code3 === "ERR_STREAM_PREMATURE_CLOSE") {
    const message = `${title2}: the connection was closed before the answer was complete`;
    return new AskError(message, "connection-reset", "Look for a crash in the target's log.", { old, cause });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (code3.startsWith("HPE_")) {
    const message = `${title2}: the answer is not HTTP (${reason})`;
    return new AskError(
      message,
      "answer-not-http",
      "Check that the port speaks HTTP, not TLS or another protocol.",
      { old, cause }
    );
  }
  return new AskError(`${title2} failed: ${reason}`, "request-failed", "Check the request and the target.", {
    old,
    cause
  });
}

// src/load/client.ts
var MAX_BODY_BYTES = 16 * 1024 * 1024;
var CLOSE_MS = 1;
function createClient(host, port) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    ask: async (request3, options) => {
      if (Object.keys(agent.freeSockets).length > 0) await sleep(CLOSE_MS);
      options.signal?.throwIfAborted();
      try {
        return await askOnce(agent, { host, port }, request3, options);
      } catch (error2) {
        if (!isStale(error2, request3)) throw error2;
        return askOnce(agent, { host, port }, request3, options);
      }
    },
    close: () => agent.destroy()
  };
}
var IDEMPOTENT = /* @__PURE__ */ new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]);
function isStale(error2, { method }) {
  return isAskError(error2) && error2.code === "connection-reset" && error2.onOldConnection && IDEMPOTENT.has(method);
}
function askOnce(agent, address, request3, { timeoutMs, signal }) {
  return new Promise((resolve8, reject) => {
    const { method, path, headers, body } = request3;
    const outgoing = send({ agent, ...address, method, path, headers: { ...headers } });
    let bytesBefore = 0;
    let begun = false;
    const timer = setTimeout(() => fail({ timedOut: true }), timeoutMs);
    const abort = () => fail({ reason: signal?.reason });
    signal?.addEventListener("abort", abort, { once: true });
    const settle2 = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    const fail = (how) => {
      settle2();
      outgoing.destroy();
      reject(
        how.reason ?? toAskError(how.cause, {
          request: request3,
          address,
          timeoutMs,
          ...how,
          old: outgoing.reusedSocket && !begun
        })
      );
    };
    outgoing.once("socket", (socket) => {
      bytesBefore = socket.bytesRead;
    });
    outgoing.on("error", (cause) => fail({ cause }));
    outgoing.once("response", (incoming) => {
      begun = true;
      collect2(incoming).then(
        (content) => {
          settle2();
          resolve8(toAnswer(outgoing, incoming, content, bytesBefore));
        },
        (cause) => fail({ cause })
      );
    });
    outgoing.end(body ?? void 0);
  });
}
async function collect2(incoming) {
  const chunks = [];
  let bytes2 = 0;
  for await (const chunk of incoming) {
    bytes2 += chunk.length;
    if (bytes2 > MAX_BODY_BYTES) throw tooLarge(MAX_BODY_BYTES);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
function toAnswer(outgoing, incoming, body, bytesBefore) {
  const headers = Object.entries(incoming.headersDistinct).map(([name5, values]) => [
    name5,
    values?.join(", ") ?? ""
  ]);
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body,
    bytes: (outgoing.socket?.bytesRead ?? 0) - bytesBefore,
    newConnection: !outgoing.reusedSocket
  };
}
async function exactCounts(client, request3, { requests, ...options }) {
  if (!Number.isInteger(requests) || requests < 2) {
    throw new LoadgateError(`${requests} requests are too few to count over`, {
      kind: "machine",
      code: "unexpected",
      hint: "This is a defect of loadgate: please report it."
    });
  }
  let bytes2 = 0;
  let connections = 0;
  for (let count4 = 0; count4 < requests; count4 += 1) {
    const answer = await client.ask(request3, options);
    bytes2 += answer.bytes;
    if (count4 > 0 && answer.newConnection) connections += 1;
  }
  return { requests, newConnections: connections / (requests - 1), responseBytes: bytes2 / requests };
}

// src/load/json-difference.ts
function firstDifference(expected, found, path = "$") {
  if (Array.isArray(expected) && Array.isArray(found)) return inArrays(expected, found, path);
  if (isObject2(expected) && isObject2(found)) return inObjects(expected, found, path);
  return expected === found ? null : { path, expected, found };
}
function isObject2(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function inArrays(expected, found, path) {
  const length = Math.max(expected.length, found.length);
  for (let at = 0; at < length; at += 1) {
    const difference = firstDifference(expected[at], found[at], `${path}[${at}]`);
    if (difference !== null) return difference;
  }
  return null;
}
function inObjects(expected, found, path) {
  for (const name5 of /* @__PURE__ */ new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const difference = firstDifference(own2(expected, name5), own2(found, name5), path + member(name5));
    if (difference !== null) return difference;
  }
  return null;
}
function own2(object2, name5) {
  return Object.hasOwn(object2, name5) ? object2[name5] : void 0;
}
function member(name5) {
  return /^[A-Za-z_]\w*$/.test(name5) ? `.${name5}` : `[${JSON.stringify(name5)}]`;
}

// src/load/show.ts
var SHOWN = 120;
var INVISIBLE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
function quote2(text2) {
  return JSON.stringify(text2).replace(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
}
function showText(text2) {
  const characters = Array.from(text2.slice(0, 2 * SHOWN + 2));
  if (characters.length <= SHOWN && characters.join("").length === text2.length) return quote2(text2);
  return `${quote2(characters.slice(0, SHOWN).join(""))}… (${text2.length} characters)`;
}
function showAround(first, second) {
  let at = 0;
  while (at < first.length && first[at] === second[at]) at += 1;
  const start2 = Math.max(0, at - SHOWN / 2);
  if (start2 === 0) return [showText(first), showText(second)];
  const cut = (text2) => `…${showText(text2.slice(start2))}`;
  return [`${cut(first)} from character ${start2 + 1} on`, cut(second)];
}
function showValue(value) {
  if (value === void 0) return "nothing";
  if (typeof value === "string") return showText(value);
  const json = JSON.stringify(value);
  return json.length <= SHOWN ? json.replace(INVISIBLE, "�") : `${json.slice(0, SHOWN).replace(INVISIBLE, "�")}…`;
}

// src/load/check.ts
function checkAnswer(answer, expectation2) {
  return checkStatus(answer, expectation2.status) ?? checkHeaders2(answer, expectation2.headers) ?? checkBody(answer, expectation2.body) ?? (expectation2.json === void 0 ? null : checkJson(answer, expectation2.json));
}
function isRightStatus(status, expected) {
  return expected === null ? status >= 200 && status < 300 : status === expected;
}
function checkStatus(answer, expected) {
  if (isRightStatus(answer.status, expected)) return null;
  const body = answer.body.length === 0 ? "an empty body" : `the body ${showText(answer.body.toString("utf8"))}`;
  return `expected status ${expected ?? "2xx"}, found ${answer.status} with ${body}`;
}
function checkHeaders2(answer, expected) {
  for (const [name5, value] of Object.entries(expected)) {
    const found = answer.headers[name5.toLowerCase()];
    if (found === void 0)
      return `expected the header ${name5}: ${showText(value)}, found none of that name`;
    if (found !== value) return `expected the header ${name5}: ${showText(value)}, found ${showText(found)}`;
  }
  return null;
}
function checkBody(answer, expected) {
  if (expected === null || answer.body.equals(Buffer.from(expected, "utf8"))) return null;
  const found = answer.body.toString("utf8");
  if (found === expected)
    return `expected the body ${showText(expected)}, found the same text with bytes that are not UTF-8`;
  const [wanted, seen] = showAround(expected, found);
  return `expected the body ${wanted}, found ${seen}`;
}
function checkJson(answer, expected) {
  const text2 = answer.body.toString("utf8");
  let found;
  try {
    found = JSON.parse(text2);
  } catch {
    return `expected a JSON body, found ${text2 === "" ? "an empty body" : showText(text2)}`;
  }
  const difference = firstDifference(expected, found);
  if (difference === null) return null;
  const where = difference.path === "$" ? "the JSON body" : `${difference.path} in the JSON body`;
  return `expected ${where} to be ${showValue(difference.expected)}, found ${showValue(difference.found)}`;
}

// src/load/ready.ts
var FIRST_PAUSE_MS = 10;
var LAST_PAUSE_MS = 250;
var ATTEMPT_MS = 1e4;
async function waitUntilReady(deps) {
  const { clock, signal, timeoutMs } = deps;
  const start2 = clock.monotonicNs();
  const elapsed = () => Number(clock.monotonicNs() - start2) / 1e6;
  let found = "was not asked";
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
    signal?.throwIfAborted();
    const left2 = timeoutMs - elapsed();
    if (left2 <= 0) throw await notReady(deps, found);
    const seen = await attempt(deps, Math.min(left2, ATTEMPT_MS));
    if (seen === null) return elapsed();
    found = seen;
    await assertAlive(deps);
    await clock.sleep(Math.max(0, Math.min(pause, timeoutMs - elapsed())), signal);
  }
}
async function attempt(deps, timeoutMs) {
  const { ask, signal } = deps;
  try {
    const { status } = await ask(timeoutMs);
    return isReady(status, deps) ? null : `answered with status ${status}`;
  } catch (error2) {
    signal?.throwIfAborted();
    if (!(error2 instanceof LoadgateError)) throw error2;
    return FOUND[error2.code] ?? error2.message;
  }
}
function isReady(status, { expectStatus, lenient }) {
  if (expectStatus != null) return isRightStatus(status, expectStatus);
  return status >= 200 && status < (lenient === true ? 500 : 400);
}
var FOUND = {
  "connection-refused": "found nobody listening",
  "connection-reset": "had its connection closed without an answer",
  "request-timeout": "was not answered"
};
async function assertAlive({ state, logs, what }) {
  const { running, exitCode, oomKilled } = await state();
  if (oomKilled) {
    throw new LoadgateError(`the target ran out of memory before it answered ${what}`, {
      kind: "usage",
      code: "oom-killed",
      hint: "Raise the target's memory cap, or start fewer workers.",
      log: await logs()
    });
  }
  if (!running) {
    throw new LoadgateError(`the target exited with ${exitCode ?? "a signal"} before it answered ${what}`, {
      kind: "usage",
      code: "target-exited",
      hint: "Its last log lines say why; run its image by hand to see more.",
      log: await logs()
    });
  }
}
async function notReady({ logs, what, timeoutMs }, found) {
  return new LoadgateError(`the target was not ready after ${timeoutMs / 1e3} s: ${what} ${found}`, {
    kind: "usage",
    code: "not-ready",
    hint: found.includes("nobody") ? "Check the port in the configuration, and that the target listens on 0.0.0.0, not on 127.0.0.1." : "Check the readiness request, or allow the target more time (`ready-timeout`).",
    log: await logs()
  });
}

// src/measure/start.ts
async function startSide(artifact, deps) {
  const { side: side2 } = artifact;
  const generator2 = deps.startGenerator();
  const endGenerator = deps.cleanup.defer(`generator of ${side2}`, async () => (await generator2).close());
  try {
    const instance = await deps.runtime.start({
      artifact,
      cores: deps.targetCores,
      env: deps.upstream === null ? {} : { UPSTREAM_URL: deps.upstream.url(side2) },
      signal: deps.signal
    });
    const stop2 = deps.cleanup.defer(`${artifact.target.name} (${side2})`, () => instance.stop());
    return {
      side: side2,
      instance,
      generator: await generator2,
      end: async () => {
        await Promise.all([stop2(), endGenerator()]);
      }
    };
  } catch (error2) {
    await endGenerator();
    throw error2;
  }
}
async function waitForSide({ instance }, target2, scenarios, { clock, signal }) {
  const request3 = target2.ready ?? scenarios[0]?.request;
  if (request3 === void 0) return;
  const client = createClient(instance.host, instance.port);
  try {
    await waitUntilReady({
      ask: (timeoutMs) => client.ask(request3, { timeoutMs, signal }),
      state: () => instance.state(),
      logs: () => instance.logs(20),
      what: `${request3.method} ${request3.path} on port ${target2.port}`,
      // With a scenario's own request, what is wrong with its answer is for the verification to say.
      lenient: target2.ready === null,
      clock,
      timeoutMs: target2.readyTimeoutMs,
      signal
    });
  } finally {
    client.close();
  }
}

// src/measure/upstream-calls.ts
var TOLERANCE2 = 0.5;
function judgeCalls(expected, candidate, baseline) {
  if (expected === null || candidate === null) return null;
  const isRight = (calls) => Math.abs(calls - expected) < TOLERANCE2;
  if (isRight(candidate) || baseline !== null && isRight(baseline)) return null;
  const message = `a request makes ${candidate} upstream calls, and the scenario says ${expected}`;
  return { side: "candidate", code: "wrong-upstream-calls", message, log: [] };
}

// src/measure/verify.ts
var COUNTED_REQUESTS = 10;
async function verifyScenario(running, scenario2, deps) {
  const { host, port } = running.instance;
  const client = createClient(host, port);
  try {
    if (scenario2.upstream !== null) await deps.upstream?.setDelay(0);
    const bodies = [];
    for (let time4 = 0; time4 < 2; time4++) bodies.push(await askRight(client, scenario2, deps.signal));
    const [first, second] = bodies;
    const expectBody = first !== void 0 && second !== void 0 && first.equals(second) ? first.toString("base64") : null;
    return { expectBody, counts: await countExactly(client, running, scenario2, deps) };
  } finally {
    client.close();
  }
}
async function askRight(client, scenario2, signal) {
  const answer = await client.ask(scenario2.request, { timeoutMs: scenario2.timeoutMs, signal });
  const wrong2 = checkAnswer(answer, scenario2.expect);
  if (wrong2 === null) return answer.body;
  throw new LoadgateError(`${scenario2.request.method} ${scenario2.request.path}: ${wrong2}`, {
    kind: "usage",
    code: "wrong-answer",
    hint: `Correct the target, or what scenario "${scenario2.name}" expects of it.`,
    ...scenario2.location === null ? {} : { location: scenario2.location }
  });
}
async function countExactly(client, { side: side2 }, scenario2, { upstream, signal }) {
  const before = scenario2.upstream === null ? null : await upstream?.counts(side2);
  const seen = await exactCounts(client, scenario2.request, {
    requests: COUNTED_REQUESTS,
    timeoutMs: scenario2.timeoutMs,
    signal
  });
  const after = scenario2.upstream === null ? null : await upstream?.counts(side2);
  const counted = before != null && after != null;
  return {
    requests: COUNTED_REQUESTS,
    upstreamCalls: counted ? (after.calls - before.calls) / COUNTED_REQUESTS : null,
    upstreamConnections: counted ? (after.connections - before.connections) / COUNTED_REQUESTS : null,
    newConnections: seen.newConnections,
    responseBytes: seen.responseBytes
  };
}

// src/measure/generation.ts
async function runGeneration(request3, deps) {
  const startedNs = deps.clock.monotonicNs();
  const cells2 = [...request3.wanted.keys()].map(newCell);
  const order2 = deps.random.shuffle(presentSides(request3.plan));
  const running = /* @__PURE__ */ new Map();
  try {
    await deps.stopwatch.time("start", () => startSides(order2, request3.plan, cells2, running, deps));
    await deps.stopwatch.time("verify", () => verifyAll(running, cells2, deps));
    await deps.stopwatch.time("warm-up", () => warmUpAll(running, cells2, deps));
    const cutShort2 = await runRounds(running, cells2, deps);
    for (const cell3 of cutShort2) forgetRounds(cell3);
    const peaks = await peakMemory(running);
    const durationMs = Math.round(Number(deps.clock.monotonicNs() - startedNs) / 1e6);
    const frame = { index: request3.index, startedFirst: order2[0] ?? "candidate", durationMs };
    return new Map(cells2.map((cell3) => [cell3.scenario.name, toResult(cell3, request3, frame, peaks)]));
  } finally {
    await deps.stopwatch.time("stop", async () => {
      await Promise.all([...running.values()].map((side2) => side2.end()));
    });
  }
}
var presentSides = (plan) => plan.baseline === null ? ["candidate"] : ["candidate", "baseline"];
async function startSides(order2, plan, cells2, running, deps) {
  const waits = [];
  for (const side2 of order2) {
    const artifact = side2 === "candidate" ? plan.candidate : plan.baseline;
    if (artifact === null) continue;
    const started2 = await guard(side2, cells2, running, deps, () => startSide(artifact, deps));
    if (started2 === null) continue;
    running.set(side2, started2);
    const scenarios = cells2.map((cell3) => cell3.scenario);
    waits.push(
      guard(side2, cells2, running, deps, () => waitForSide(started2, artifact.target, scenarios, deps))
    );
  }
  await Promise.all(waits);
}
async function guard(side2, cells2, running, deps, step) {
  try {
    return await step();
  } catch (error2) {
    deps.signal.throwIfAborted();
    const [first] = toLoadgateErrors(error2);
    if (first === void 0 || first.kind === "machine") throw error2;
    const log3 = first.log.length > 0 ? first.log : await lastLines(running.get(side2));
    for (const cell3 of cells2) blame(cell3, { side: side2, code: first.code, message: first.message, log: log3 });
    return null;
  }
}
async function verifyAll(running, cells2, deps) {
  for (const cell3 of cells2) {
    for (const [side2, started2] of running) {
      if (!takesPart(cell3, side2)) continue;
      const verified = await guard(
        side2,
        [cell3],
        running,
        deps,
        () => verifyScenario(started2, cell3.scenario, deps)
      );
      if (verified !== null) cell3.verified.set(side2, verified);
    }
    const wrong2 = judgeUse2(cell3);
    if (wrong2 !== null) blame(cell3, wrong2);
  }
}
function judgeUse2({ scenario: { upstream }, verified }) {
  const [candidate, baseline] = ["candidate", "baseline"].map(
    (side2) => verified.get(side2)?.counts ?? null
  );
  return judgeCalls(upstream?.calls ?? null, candidate?.upstreamCalls ?? null, baseline?.upstreamCalls ?? null) ?? judgeReuse(upstream, candidate ?? null, baseline ?? null);
}
async function warmUpAll(running, cells2, deps) {
  for (const cell3 of deps.random.shuffle(cells2)) {
    const sides2 = sidesOf(cell3, running).map((side2) => loaded(cell3, side2, running));
    if (sides2.length > 0) await warmUp(cell3.scenario, sides2, deps);
  }
}
async function peakMemory(running) {
  const read2 = async ([side2, { instance }]) => [
    side2,
    await instance.counters().then(
      (now) => now.peakMemoryBytes,
      () => null
    )
  ];
  return new Map(await Promise.all([...running].map(read2)));
}
function toResult(cell3, request3, frame, peaks) {
  const side2 = (name5) => {
    const figures = cell3.figures.get(name5);
    if (figures === void 0 || name5 === "baseline" && cell3.noBaseline !== null) return null;
    return {
      ...figures,
      counts: cell3.verified.get(name5)?.counts ?? null,
      peakMemoryBytes: peaks.get(name5) ?? null
    };
  };
  const candidate = side2("candidate");
  const phase = request3.wanted.get(cell3.scenario) ?? "screen";
  const generation2 = candidate === null ? null : { ...frame, phase, candidate, baseline: side2("baseline") };
  const invalid4 = cell3.invalid ?? (cell3.saturated ? SATURATED : null);
  return { generation: generation2, invalid: invalid4, noBaseline: cell3.noBaseline ?? request3.plan.noBaseline };
}

// src/measure/schedule.ts
var ESTIMATE_MARGIN = 1.1;
var MAX_LOST = 2;
var cellKey = (target2, scenario2) => `${target2}/${scenario2}`;
async function runSchedule(request3, deps) {
  const startedMs = deps.clock.now();
  const state = {
    spentMs: () => deps.clock.now() - startedMs,
    longest: /* @__PURE__ */ new Map(),
    losses: /* @__PURE__ */ new Map(),
    index: 0
  };
  for (; ; ) {
    const pending = request3.plans.filter((plan) => wantedOf(plan, request3).size > 0);
    if (pending.length === 0) return "decided";
    let ran = false;
    for (const plan of deps.random.shuffle(pending)) {
      if (await runOne(plan, request3, state, deps)) ran = true;
    }
    if (!ran) return "budget";
  }
}
async function runOne(plan, request3, state, deps) {
  const { name: name5 } = plan.target;
  const wanted = wantedOf(plan, request3);
  const longest = state.longest.get(name5) ?? 0;
  if (state.spentMs() + longest * ESTIMATE_MARGIN >= request3.budgetMs) return false;
  deps.log.progress(progressLine(plan, wanted, request3, state.spentMs()));
  const before = state.spentMs();
  const results = await runGeneration({ plan, wanted, index: state.index++ }, deps);
  state.longest.set(name5, Math.max(longest, state.spentMs() - before));
  for (const scenario2 of wanted.keys()) {
    apply(plan, scenario2, results.get(scenario2.name), request3.cells, state.losses);
  }
  return true;
}
function wantedOf(plan, request3) {
  const wanted = /* @__PURE__ */ new Map();
  for (const scenario2 of plan.scenarios) {
    const cell3 = request3.cells.get(cellKey(plan.target.name, scenario2.name));
    if (cell3 === void 0) continue;
    const step = request3.nextStep(cell3);
    if (step !== "done") wanted.set(scenario2, step);
  }
  return wanted;
}
function apply(plan, scenario2, result2, cells2, losses) {
  const key = cellKey(plan.target.name, scenario2.name);
  const cell3 = cells2.get(key);
  if (cell3 === void 0 || result2 === void 0) return;
  const lost = result2.generation === null && result2.invalid === null;
  if (lost) losses.set(key, (losses.get(key) ?? 0) + 1);
  const found = result2.invalid ?? ((losses.get(key) ?? 0) > MAX_LOST ? neverEnded(plan) : null);
  const invalid4 = worse(cell3.invalid, found);
  cells2.set(key, {
    ...cell3,
    state: invalid4 !== null ? "invalid" : lost ? cell3.state : "measured",
    invalid: invalid4,
    noBaseline: cell3.noBaseline ?? result2.noBaseline,
    generations: result2.generation === null ? cell3.generations : [...cell3.generations, result2.generation]
  });
}
var worse = (before, found) => before === null || found !== null && before.code === SATURATED.code ? found : before;
function neverEnded(plan) {
  const message = `${plan.target.name} was gone before the rounds of this cell were through, ${MAX_LOST + 1} times`;
  return { side: "candidate", code: "target-exited", message, log: [] };
}
function progressLine(plan, wanted, { cells: cells2, budgetMs }, spentMs) {
  const [scenario2] = wanted.keys();
  const done = cells2.get(cellKey(plan.target.name, scenario2?.name ?? ""))?.generations.length ?? 0;
  const names2 = [...wanted.keys()].map((one) => one.name).join(", ");
  const left2 = Math.max(0, Math.round((budgetMs - spentMs) / 1e3));
  const limit = Number.isFinite(left2) ? ` (at most ${left2} s left)` : "";
  return `${plan.target.name}: generation ${done + 1} of ${names2}${limit}`;
}

// src/plan/digest.ts
var INPUTS_SCHEMA = "loadgate.inputs/v1";
function inputsDigest({ target: target2, scenario: scenario2, caps: caps4, contextTree, dockerfileBlob }) {
  return sha256(
    canonicalJson({
      schema: INPUTS_SCHEMA,
      contextTree,
      dockerfileBlob,
      buildArgs: target2.build?.args ?? null,
      env: target2.env,
      port: target2.port,
      command: target2.command,
      caps: caps4,
      network: target2.network,
      ready: target2.ready,
      request: scenario2.request,
      expect: scenario2.expect,
      upstream: scenario2.upstream === null ? null : upstreamInputs(scenario2.upstream),
      connections: scenario2.connections,
      timeoutMs: scenario2.timeoutMs
    })
  );
}
var upstreamInputs = ({ reuse, pool, ...rest }) => ({
  ...rest,
  ...reuse === null ? {} : { reuse },
  ...pool === null ? {} : { pool }
});

// src/job/way.ts
function comparesStored(request3) {
  return request3.stored !== null && (request3.config.compare === "stored" || request3.baseline === null);
}

// src/job/cells.ts
var NEW_TARGET = "this target is not in the baseline";
async function initialCells(planned, request3) {
  const cells2 = /* @__PURE__ */ new Map();
  for (const cell3 of planned) {
    const candidate = await contentOf(request3.candidate, cell3.target);
    const before = baselineCell(cell3, request3.baselineConfig);
    const baseline = request3.baseline === null ? null : await contentOf(request3.baseline, before.target);
    const inputs = digestOf2(cell3, candidate);
    const same = baseline !== null && candidate !== null && inputs === digestOf2(before, baseline);
    const unchanged = same && request3.evenIfUnchanged !== true;
    cells2.set(cellKey(cell3.target.name, cell3.scenario.name), {
      target: cell3.target.name,
      scenario: cell3.scenario.name,
      inputs,
      state: unchanged ? "unchanged" : "not-measured",
      invalid: null,
      noBaseline: withoutBaseline(request3, baseline),
      carriedFrom: null,
      generations: []
    });
  }
  return cells2;
}
function withoutBaseline(request3, content) {
  if (comparesStored(request3)) return null;
  if (request3.baseline === null) return request3.noBaseline;
  return content === null ? NEW_TARGET : null;
}
function baselineCell({ target: target2, scenario: scenario2 }, config2) {
  return {
    target: config2?.targets.find(({ name: name5 }) => name5 === target2.name) ?? target2,
    scenario: config2?.scenarios.find(({ name: name5 }) => name5 === scenario2.name) ?? scenario2
  };
}
function baselineTarget(target2, config2) {
  const before = config2?.targets.find(({ name: name5 }) => name5 === target2.name);
  return before === void 0 ? target2 : { ...before, caps: target2.caps, network: target2.network };
}
var digestOf2 = ({ target: target2, scenario: scenario2 }, content) => inputsDigest({
  target: target2,
  scenario: scenario2,
  caps: target2.caps,
  contextTree: content?.context ?? "",
  dockerfileBlob: content?.dockerfile ?? null
});
async function contentOf(side2, target2) {
  const context = await side2.contentId(target2.build?.context ?? ".");
  if (context === null) return null;
  return {
    context,
    dockerfile: target2.build === null ? null : await side2.contentId(target2.build.dockerfile)
  };
}
function targetsToBuild(planned, cells2) {
  const open3 = planned.filter(
    ({ target: target2, scenario: scenario2 }) => cells2.get(cellKey(target2.name, scenario2.name))?.state === "not-measured"
  );
  return [...new Set(open3.map(({ target: target2 }) => target2))];
}
function updateTarget(cells2, target2, change3) {
  for (const [key, cell3] of cells2) {
    if (cell3.target === target2.name && cell3.state === "not-measured") cells2.set(key, change3(cell3));
  }
}

// src/job/problems.ts
var MAX_LOG_LINES = 30;
var MAX_LINE = 500;
function toProblem(error2) {
  return {
    kind: error2.kind,
    code: error2.code,
    message: error2.message,
    hint: error2.hint,
    log: shortened(error2.log),
    location: error2.location ?? null
  };
}
var toProblems = (thrown) => toLoadgateErrors(thrown).map(toProblem);
var shortened = (lines2) => lines2.slice(-MAX_LOG_LINES).map((line2) => line2.slice(0, MAX_LINE));
function invalidReason(error2, side2) {
  return { side: side2, code: error2.code, message: error2.message, log: shortened(error2.log) };
}
var NOT_THE_TARGETS_FAULT = /* @__PURE__ */ new Set(["generator-saturated"]);
function problemsOfCells(cells2, known) {
  const found = /* @__PURE__ */ new Map();
  for (const { target: target2, scenario: scenario2, invalid: invalid4 } of cells2) {
    if (invalid4 === null || NOT_THE_TARGETS_FAULT.has(invalid4.code)) continue;
    if (known.some((problem2) => problem2.message.endsWith(invalid4.message))) continue;
    const key = `${target2}
${invalid4.code}`;
    if (found.has(key)) continue;
    found.set(key, {
      kind: "usage",
      code: invalid4.code,
      message: `${target2}, ${scenario2}: ${invalid4.message}`,
      hint: HINTS[invalid4.code] ?? "See the last lines of its log; the same request by hand shows the same.",
      log: shortened(invalid4.log),
      location: null
    });
  }
  return [...found.values()];
}
var HINTS = {
  "wrong-answer": "Correct the target, or what the scenario expects.",
  "wrong-upstream-calls": "Correct the target, or `upstream.calls` of the scenario.",
  "wrong-upstream-reuse": "Correct how the target keeps its connections, or `upstream.reuse` of the scenario.",
  "wrong-body": "Correct the target, or what the scenario expects; a body that must differ needs no `expect`.",
  "not-ready": "Check `port`, and that the target listens on 0.0.0.0 and on the port that PORT names.",
  "target-exited": "Start the image by hand with the same caps; its log says why it ended.",
  "oom-killed": "Raise `caps.memory`, or find what uses it.",
  "request-timeout": "Lower `connections`, raise `timeout`, or find what blocks."
};

// src/job/build.ts
async function buildTargets(planned, cells2, problems, request3, runtime2, deps) {
  const plans = [];
  for (const target2 of targetsToBuild(planned, cells2)) {
    const candidate = await buildSide(target2, "candidate", request3.candidate, runtime2, deps);
    if (candidate instanceof LoadgateError) {
      problems.push({ ...toProblem(candidate), location: candidate.location ?? target2.location });
      const invalid4 = invalidReason(candidate, "candidate");
      updateTarget(cells2, target2, (cell3) => ({ ...cell3, state: "invalid", invalid: invalid4 }));
      continue;
    }
    const plan = await besideCandidate(target2, candidate, cells2, request3, runtime2, deps);
    if (plan !== null) plans.push({ ...plan, scenarios: scenariosOf(target2, planned) });
  }
  return plans;
}
var scenariosOf = (target2, planned) => planned.filter((cell3) => cell3.target === target2).map((cell3) => cell3.scenario);
async function besideCandidate(target2, candidate, cells2, request3, runtime2, deps) {
  const alone3 = (noBaseline) => {
    updateTarget(cells2, target2, (cell3) => ({ ...cell3, noBaseline }));
    return { target: target2, candidate, baseline: null, noBaseline };
  };
  const missing3 = firstCell(cells2, target2)?.noBaseline ?? null;
  if (missing3 !== null) return alone3(missing3);
  if (request3.baseline === null || comparesStored(request3)) {
    return { target: target2, candidate, baseline: null, noBaseline: null };
  }
  const before = baselineTarget(target2, request3.baselineConfig);
  const baseline = await buildSide(before, "baseline", request3.baseline, runtime2, deps);
  if (baseline instanceof LoadgateError) {
    deps.log.warning(`${target2.name}: the baseline did not build, so there is nothing to compare with`);
    return alone3(`the baseline did not build (${baseline.code})`);
  }
  if (request3.evenIfUnchanged !== true && sameService(candidate, baseline, runtime2)) {
    deps.log.info(`${target2.name}: both sides build the same image: unchanged`);
    updateTarget(cells2, target2, (cell3) => ({ ...cell3, state: "unchanged" }));
    return null;
  }
  return { target: target2, candidate, baseline, noBaseline: null };
}
var sameService = (candidate, baseline, runtime2) => runtime2.kind === "docker" && baseline.reference === candidate.reference && canonicalJson({ ...baseline.target, location: null }) === canonicalJson({ ...candidate.target, location: null });
var firstCell = (cells2, target2) => [...cells2.values()].find((cell3) => cell3.target === target2.name && cell3.state === "not-measured");
async function buildSide(target2, side2, source, runtime2, deps) {
  const title2 = `Build ${target2.name} (${side2}, ${source.ref.sha.slice(0, 7)})`;
  try {
    return await deps.log.group(title2, async () => {
      const sourceDir = await deps.stopwatch.time("checkout", () => source.sourceDir());
      return deps.stopwatch.time(
        "build",
        () => runtime2.build({
          target: target2,
          side: side2,
          sourceDir,
          signal: deps.signal,
          onLine: (line2) => deps.log.info(line2)
        })
      );
    });
  } catch (error2) {
    deps.signal.throwIfAborted();
    const [first] = toLoadgateErrors(error2);
    if (first !== void 0 && first.kind === "usage") return first;
    throw error2;
  }
}

// src/job/facts.ts
var NO_RUNTIME = {
  kind: "process",
  version: process.version,
  cgroup: "none",
  capsHeld: [],
  capsMissing: [],
  targetCores: null,
  generatorCores: null
};

// src/system/child-line.ts
import { spawn } from "node:child_process";

// src/system/lines.ts
import { StringDecoder } from "node:string_decoder";
function lineSplitter(onLine) {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  const take = (text2) => {
    const lines2 = (rest + text2).split("\n");
    rest = lines2.pop() ?? "";
    for (const line2 of lines2) onLine(line2.endsWith("\r") ? line2.slice(0, -1) : line2);
  };
  return {
    write: (chunk) => take(decoder.write(chunk)),
    end: () => {
      take(decoder.end());
      if (rest !== "") onLine(rest);
      rest = "";
    }
  };
}

// src/system/child-line.ts
var START_MS = 2e4;
var GRACE_MS = 2e3;
var STDERR_LINES = 20;
var READY = 0;
var ChildLine = class {
  #name;
  #process;
  #stderr = [];
  #pending = /* @__PURE__ */ new Map();
  #ended;
  #lastId = READY;
  #started = false;
  /** Why we ended it; what is still asked gets this. */
  #reason;
  /** Settles when the child says that it is ready. @throws LoadgateError `child-start-failed`; the signal's reason */
  ready;
  constructor(argv, { name: name5, signal }) {
    const [program3 = "", ...args] = argv;
    this.#name = name5;
    this.#process = spawn(program3, args, { env: {}, stdio: ["ignore", "ignore", "pipe", "ipc"] });
    this.#collectStderr();
    this.#process.on("message", (message) => this.#onMessage(message));
    this.ready = this.#wait(READY, START_MS, "did not start in time").then(() => {
      this.#started = true;
    });
    const onAbort = () => this.#kill(signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#ended = this.#settleAtEnd(() => signal?.removeEventListener("abort", onAbort));
  }
  get pid() {
    return this.#process.pid ?? -1;
  }
  /** Its last lines of stderr, oldest first. */
  stderr() {
    return this.#stderr;
  }
  async ask(question, { timeoutMs, signal }) {
    signal?.throwIfAborted();
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) throw this.#endError();
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = this.#wait(id, timeoutMs, `did not answer within ${timeoutMs / 1e3} s and was ended`);
    this.#send({ id, question });
    const giveUp = () => this.#giveUp(id, answer, signal?.reason);
    signal?.addEventListener("abort", giveUp, { once: true });
    try {
      return await answer;
    } catch (error2) {
      signal?.throwIfAborted();
      throw error2;
    } finally {
      signal?.removeEventListener("abort", giveUp);
    }
  }
  async close() {
    this.#reason ??= this.#error("child-closed", "was ended while it was asked");
    if (this.#process.connected) this.#process.disconnect();
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), GRACE_MS);
    await this.#ended;
    clearTimeout(timer);
  }
  /** Waits for an answer; ends the child when it is late. */
  #wait(id, timeoutMs, late) {
    const answer = new Promise((resolve8, reject) => this.#pending.set(id, { resolve: resolve8, reject }));
    const code3 = id === READY ? "child-start-failed" : "child-stuck";
    const timer = setTimeout(() => this.#kill(this.#error(code3, late)), timeoutMs);
    return answer.finally(() => clearTimeout(timer));
  }
  #send(message) {
    if (this.#process.connected) this.#process.send(message, () => {
    });
  }
  #giveUp(id, answer, reason) {
    this.#send({ id, cancel: true });
    const timer = setTimeout(() => this.#kill(reason), GRACE_MS);
    const stop2 = () => clearTimeout(timer);
    answer.then(stop2, stop2);
  }
  #onMessage(message) {
    const id = "ready" in message ? READY : message.id;
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    if ("error" in message) waiting?.reject(toError2(message.error));
    else waiting?.resolve("ready" in message ? void 0 : message.answer);
  }
  #kill(reason) {
    this.#reason ??= reason;
    this.#process.kill("SIGKILL");
  }
  /** Settles when the process is gone and its stderr is read. */
  #settleAtEnd(release2) {
    return new Promise((resolve8) => {
      const settle2 = (error2) => {
        release2();
        for (const { reject } of this.#pending.values()) reject(error2);
        this.#pending.clear();
        resolve8();
      };
      const { stderr } = this.#process;
      const read2 = new Promise((closed) => stderr?.once("close", closed));
      this.#process.once("exit", () => void read2.then(() => settle2(this.#endError())));
      this.#process.once("error", (error2) => {
        if (this.#process.pid !== void 0) return;
        settle2(this.#error("child-start-failed", `could not be started: ${error2.message}`));
      });
    });
  }
  #endError() {
    if (this.#reason !== void 0) return this.#reason;
    const { signalCode, exitCode } = this.#process;
    const how = signalCode === null ? `exit code ${exitCode}` : signalCode;
    return this.#started ? this.#error("child-died", `ended by itself (${how})`) : this.#error("child-start-failed", `ended before it was ready (${how})`);
  }
  #error(code3, what) {
    return new LoadgateError(`${this.#name} ${what}`, {
      kind: "machine",
      code: code3,
      hint: "The machine may be overloaded or out of memory: run it again.",
      log: [...this.#stderr]
    });
  }
  #collectStderr() {
    const splitter = lineSplitter((line2) => {
      this.#stderr.push(line2);
      if (this.#stderr.length > STDERR_LINES) this.#stderr.shift();
    });
    this.#process.stderr?.on("data", splitter.write);
    this.#process.stderr?.on("end", splitter.end);
  }
};
function toError2({ message, kind, code: code3, hint, log: log3 }) {
  return new LoadgateError(message, { kind, code: code3, hint, log: log3 });
}

// src/system/program.ts
import { accessSync, constants } from "node:fs";
import { delimiter, join as join2 } from "node:path";
function findProgram(name5, path = process.env["PATH"] ?? "/usr/bin:/bin") {
  for (const folder of path.split(delimiter)) {
    if (folder === "") continue;
    const candidate = join2(folder, name5);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
    }
  }
  return null;
}

// src/system/child.ts
async function startChild(options) {
  options.signal?.throwIfAborted();
  const pinned = await startPinned(options);
  if (pinned !== null) return asChild(pinned, options.cores);
  const line2 = new ChildLine([process.execPath, options.path], options);
  await line2.ready;
  return asChild(line2, null);
}
async function startPinned(options) {
  const taskset = findProgram("taskset");
  if (taskset === null || options.cores === null || options.cores.length === 0) return null;
  const argv = [taskset, "-c", options.cores.join(","), process.execPath, options.path];
  const line2 = new ChildLine(argv, options);
  try {
    await line2.ready;
    return line2;
  } catch (error2) {
    if (line2.stderr().some((text2) => text2.startsWith("taskset:"))) return null;
    throw error2;
  }
}
function asChild(line2, cores3) {
  return {
    pid: line2.pid,
    cores: cores3,
    ask: (question, options) => line2.ask(question, options),
    close: () => line2.close()
  };
}

// src/load/prepare.ts
var MAX_CONNECTIONS = 5e4;
var MAX_MS = 36e5;
function checkJob(job) {
  const { connections, durationMs, trimMs, timeoutMs } = job;
  if (!URL.canParse(job.url) || new URL(job.url).protocol !== "http:") {
    return `the load's address must be an http URL, not ${JSON.stringify(job.url)}`;
  }
  if (!Number.isInteger(connections) || connections < 1 || connections > MAX_CONNECTIONS) {
    return `the load's connections must be a whole number from 1 to ${MAX_CONNECTIONS}, not ${connections}`;
  }
  if (!(durationMs > 0 && durationMs <= MAX_MS)) {
    return `the load's duration must be more than 0 and at most ${MAX_MS} ms, not ${durationMs}`;
  }
  if (!(timeoutMs > 0 && timeoutMs <= MAX_MS)) {
    return `the request's time-out must be more than 0 and at most ${MAX_MS} ms, not ${timeoutMs}`;
  }
  if (!(trimMs >= 0 && trimMs * 2 < durationMs)) {
    return `nothing is left of a round of ${durationMs} ms when ${trimMs} ms are cut from both ends`;
  }
  if (!/^\d+$/.test(job.startAtNs)) return `the load's start must be a time in ns, not ${job.startAtNs}`;
  return null;
}
function assertJob(job) {
  const problem2 = checkJob(job);
  if (problem2 === null) return;
  throw new LoadgateError(problem2, {
    kind: "usage",
    code: "load-job-wrong",
    hint: "Check the scenario and the measuring times in the configuration."
  });
}

// src/load/generator.ts
var MARGIN_MS = 1e4;
async function startGenerator(deps) {
  const child = await startChild({
    name: "the load generator",
    path: deps.childPath,
    cores: deps.cores,
    signal: deps.signal
  });
  let last = Promise.resolve();
  return {
    pid: child.pid,
    cores: child.cores,
    run: async (job, signal) => {
      assertJob(job);
      const before = last;
      const answer = before.then(() => {
        const untilStartMs = Math.max(0, Number(BigInt(job.startAtNs) - process.hrtime.bigint()) / 1e6);
        const timeoutMs = untilStartMs + job.durationMs + job.timeoutMs + MARGIN_MS;
        return child.ask(job, { timeoutMs, signal });
      });
      last = answer.catch(() => {
      });
      return await answer;
    },
    close: () => child.close()
  };
}

// src/runtime/cores.ts
import { readFileSync } from "node:fs";
function planCores(allowed, cpus2) {
  const cores3 = [...new Set(allowed)].sort((a, b) => a - b);
  const last = cores3.pop();
  if (last === void 0 || cores3.length === 0) return { targetCores: null, generatorCores: null };
  return { targetCores: cores3.slice(0, Math.max(1, Math.ceil(cpus2))), generatorCores: [last] };
}
function parseCoreList(list2) {
  return list2.trim().split(",").filter((part) => part !== "").flatMap((part) => {
    const [first = Number.NaN, last = first] = part.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}
function allowedCores() {
  try {
    const status = readFileSync("/proc/self/status", "utf8");
    return parseCoreList(/^Cpus_allowed_list:\s*(.+)$/m.exec(status)?.[1] ?? "");
  } catch {
    return [];
  }
}

// src/upstream/start.ts
import { isIPv6 } from "node:net";

// src/upstream/delay.ts
var MAX_DELAY_MS = 6e4;

// src/upstream/start.ts
var ANSWER_MS = 2e4;
async function startUpstream(deps) {
  const child = await startChild({
    name: "the upstream",
    path: deps.childPath,
    cores: deps.cores,
    signal: deps.signal
  });
  const ask = async (question) => await child.ask(question, { timeoutMs: ANSWER_MS });
  let ports;
  try {
    ports = await ask({ do: "listen", host: deps.host });
  } catch (error2) {
    await child.close();
    throw error2;
  }
  const host = isIPv6(deps.host) ? `[${deps.host}]` : deps.host;
  return {
    pid: child.pid,
    cores: child.cores,
    url: (side2) => `http://${host}:${ports[side2]}/`,
    setDelay: async (ms) => {
      assertDelay(ms);
      await ask({ do: "set-delay", ms });
    },
    counts: (side2) => ask({ do: "counts", side: side2 }),
    reset: async () => {
      await ask({ do: "reset" });
    },
    lateness: () => ask({ do: "lateness" }),
    close: () => child.close()
  };
}
function assertDelay(ms) {
  if (ms >= 0 && ms <= MAX_DELAY_MS) return;
  throw new LoadgateError(`the upstream's delay must be from 0 to ${MAX_DELAY_MS / 1e3} s, not ${ms} ms`, {
    kind: "usage",
    code: "delay-wrong",
    hint: "Correct the scenario's `upstream.delay`."
  });
}

// src/job/measuring.ts
function coresFor(request3, deps) {
  const cpus2 = Math.max(...request3.config.targets.map((target2) => target2.caps.cpus), 0);
  return planCores(deps.allowedCores, cpus2);
}
async function measureCells(plans, cells2, request3, measuring, runtime2, deps) {
  if (plans.length === 0) return;
  const { nextStep: nextStep3, settings, rounds: rounds2, budgetMs, cutShort: cutShort2 } = measuring;
  const cores3 = coresFor(request3, deps);
  const upstream = await upstreamFor(plans, runtime2, cores3.generatorCores, deps);
  const end = await runSchedule(
    {
      plans,
      cells: cells2,
      budgetMs,
      nextStep: nextStep3
    },
    {
      runtime: runtime2,
      upstream,
      startGenerator: () => startGenerator({ childPath: deps.bundles.load, cores: cores3.generatorCores }),
      targetCores: cores3.targetCores,
      sharesCore: cores3.targetCores === null,
      settings,
      rounds: rounds2,
      clock: deps.clock,
      random: seededRandom(request3.seed),
      log: deps.log,
      cleanup: deps.cleanup,
      stopwatch: deps.stopwatch,
      signal: deps.signal
    }
  );
  if (end === "budget") deps.log.info(`The budget of ${budgetMs / 1e3} s is spent: ${cutShort2}.`);
}
async function upstreamFor(plans, runtime2, cores3, deps) {
  if (!plans.some((plan) => plan.scenarios.some((scenario2) => scenario2.upstream !== null))) return null;
  const upstream = await startUpstream({
    childPath: deps.bundles.upstream,
    host: await runtime2.upstreamHost(),
    cores: cores3
  });
  deps.cleanup.defer("upstream", () => upstream.close());
  return upstream;
}

// src/job/measured-record.ts
async function measuredRecord(request3, measuring, deps) {
  const startedMs = deps.clock.now();
  const progress = { cells: /* @__PURE__ */ new Map(), facts: NO_RUNTIME, images: [], problems: [] };
  try {
    await measure2(request3, measuring, deps, progress);
  } catch (error2) {
    progress.problems.push(...toProblems(error2));
  }
  progress.problems.push(...problemsOfCells(progress.cells.values(), progress.problems));
  return toRecord(request3, deps, progress, startedMs);
}
async function measure2(request3, measuring, deps, progress) {
  const planned = planCells(request3.config, request3.filter);
  progress.cells = await deps.stopwatch.time("plan", () => initialCells(planned, request3));
  if (targetsToBuild(planned, progress.cells).length === 0) return;
  const runtime2 = await deps.stopwatch.time("runtime", () => openRuntime(deps));
  const cores3 = coresFor(request3, deps);
  progress.facts = { ...await runtime2.facts(), ...cores3 };
  const plans = await buildTargets(planned, progress.cells, progress.problems, request3, runtime2, deps);
  progress.images = plans.flatMap(imagesOf);
  await measureCells(plans, progress.cells, request3, measuring, runtime2, deps);
}
var imagesOf = ({ candidate, baseline }) => [candidate, ...baseline === null ? [] : [baseline]].map(({ target: target2, side: side2, sizeBytes, buildMs }) => ({
  target: target2.name,
  side: side2,
  sizeBytes,
  buildMs
}));
async function openRuntime(deps) {
  const runtime2 = await deps.chooseRuntime();
  deps.cleanup.defer("containers and networks", () => runtime2.close());
  return runtime2;
}
function toRecord(request3, deps, progress, startedMs) {
  const cells2 = [...progress.cells.values()];
  const compared = cells2.some((cell3) => cell3.generations.some((generation2) => generation2.baseline !== null));
  const [first] = request3.config.targets;
  return {
    schema: RECORD_SCHEMA,
    version: deps.version,
    id: request3.id,
    startedAt: new Date(startedMs).toISOString(),
    durationMs: Math.max(0, Math.round(deps.clock.now() - startedMs)),
    seed: request3.seed,
    candidate: request3.candidate.ref,
    baseline: request3.baseline?.ref ?? null,
    baselineFigures: compared ? "run" : comparesStored(request3) ? "stored" : "none",
    configDigest: configDigest(request3.config),
    machine: deps.machine,
    runtime: progress.facts,
    caps: { cpus: first?.caps.cpus ?? 0, memoryBytes: first?.caps.memoryBytes ?? 0 },
    timing: deps.stopwatch.totals(),
    images: progress.images,
    cells: request3.stored === null ? cells2 : carryOver(cells2, request3.stored),
    problems: progress.problems
  };
}

// src/job/job.ts
var COMPARING = { duets: 1, solos: 1, probes: 1, atSaturation: "end" };
async function runJob(request3, deps) {
  const record2 = await measuredRecord(request3, comparing(request3.config), deps);
  const comparison = compare(record2, request3);
  return { record: record2, comparison, gate: gateResult(comparison, request3.config.gate, record2.problems) };
}
var comparing = ({ measure: measure4, gate: gate2, budgetMs }) => ({
  nextStep: (cell3) => nextStep(cell3, gate2, measure4),
  settings: measure4,
  rounds: COMPARING,
  budgetMs,
  cutShort: "undecided cells stay undecided"
});
function compare(record2, request3) {
  const { gate: gate2, measure: settings } = request3.config;
  if (comparesStored(request3)) return compareStored(record2, request3.stored, gate2, settings);
  return compareRecord(record2, gate2, settings);
}

// src/job/session.ts
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";

// src/runtime/docker-build.ts
import { readFile as readFile2 } from "node:fs/promises";
import { join as join5 } from "node:path";

// src/runtime/docker-argv.ts
import { createHash as createHash3 } from "node:crypto";
var RUN_LABEL = "loadgate.run";
var TARGET_LABEL = "loadgate.target";
var SIDE_LABEL = "loadgate.side";
var MAX_NAME = 100;
var infoArgv = () => ["info", "--format", "{{json .}}"];
var contextArgv = () => ["context", "inspect", "--format", "{{json .}}"];
var buildxVersionArgv = () => ["buildx", "version"];
function imageTag(target2, side2) {
  const plain3 = target2.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
  if (plain3 === target2 && target2.length <= MAX_NAME) return `loadgate/${plain3}:${side2}`;
  const digest2 = createHash3("sha256").update(target2).digest("hex").slice(0, 8);
  const start2 = plain3.slice(0, MAX_NAME).replace(/-$/, "");
  return `loadgate/${start2 === "" ? digest2 : `${start2}-${digest2}`}:${side2}`;
}
function buildArgv(options) {
  return [
    "build",
    ...options.buildKit ? ["--progress", "plain"] : ["--force-rm"],
    ...["--file", options.dockerfile],
    ...["--tag", imageTag(options.target, options.side)],
    ...["--label", `${TARGET_LABEL}=${options.target}`],
    ...["--iidfile", options.iidFile],
    ...Object.entries(options.args).flatMap(([name5, value]) => ["--build-arg", `${name5}=${value}`]),
    ...["--", options.context]
  ];
}
var imageSizeArgv = (image2) => [
  "image",
  "inspect",
  "--format",
  "{{.Size}}",
  image2
];
function networkName(runId, kind) {
  return kind === "internal" ? `loadgate-${runId}` : `loadgate-${runId}-open`;
}
function networkCreateArgv(runId, kind) {
  return [
    ...["network", "create", "--driver", "bridge"],
    ...kind === "internal" ? ["--internal"] : [],
    ...["--label", `${RUN_LABEL}=${runId}`],
    networkName(runId, kind)
  ];
}
var networkInspectArgv = (network) => ["network", "inspect", network];
var containerName = (runId, number5) => `loadgate-${runId}-${number5}`;
function createArgv(options) {
  const { caps: caps4 } = options;
  return [
    "create",
    ...["--name", options.name],
    ...["--label", `${RUN_LABEL}=${options.runId}`],
    ...["--label", `${TARGET_LABEL}=${options.target}`],
    ...["--label", `${SIDE_LABEL}=${options.side}`],
    ...["--network", options.network],
    ...["--cpus", String(caps4.cpus)],
    ...options.cores === null ? [] : ["--cpuset-cpus", options.cores.join(",")],
    ...["--memory", String(caps4.memoryBytes), "--memory-swap", String(caps4.memoryBytes)],
    ...["--pids-limit", String(caps4.pids)],
    ...["--ulimit", `nofile=${caps4.openFiles}:${caps4.openFiles}`],
    ...["--cap-drop", "ALL", "--security-opt", "no-new-privileges"],
    "--no-healthcheck",
    ...[
      "--log-driver",
      "local",
      "--log-opt",
      "max-size=4m",
      "--log-opt",
      "max-file=2",
      "--log-opt",
      "mode=non-blocking"
    ],
    ...["--env-file", options.envFile],
    ...["--pull", "never"],
    "--",
    options.image
  ];
}
var startArgv = (container) => ["start", container];
var inspectArgv = (container) => ["container", "inspect", container];
function logsArgv(container, lines2) {
  return ["logs", "--timestamps", "--tail", String(lines2), container];
}
var removeContainersArgv = (containers) => [
  ...["rm", "--force", "--volumes", "--"],
  ...containers
];
var listContainersArgv = (runId) => [
  ...["ps", "--all", "--quiet", "--no-trunc"],
  ...["--filter", `label=${RUN_LABEL}=${runId}`]
];
var listNetworksArgv = (runId) => [
  ...["network", "ls", "--quiet", "--no-trunc"],
  ...["--filter", `label=${RUN_LABEL}=${runId}`]
];
var removeNetworkArgv = (network) => ["network", "rm", network];

// src/runtime/errors.ts
function targetError(target2, message, rest) {
  const location = target2.location === null ? {} : { location: target2.location };
  return new LoadgateError(message, { kind: "usage", ...location, ...rest });
}
function machineError(message, rest) {
  return new LoadgateError(message, { kind: "machine", ...rest });
}

// src/runtime/docker-errors.ts
var UNREACHABLE = /cannot connect to the docker daemon|is the docker daemon running|error during connect|failed to connect to the docker api|docker daemon is not running|^(error: )?unexpected eof$/im;
var NO_PERMISSION = /permission denied while trying to connect/i;
var DISK_FULL = /no space left on device|disk quota exceeded/i;
var STEP_FAILED = /returned a non-zero code: \d+|did not complete successfully: exit code|executor failed running .*: exit code/;
var REGISTRY_FAILED = /dial tcp|no such host|i\/o timeout|tls handshake timeout|client\.timeout exceeded|context deadline exceeded|connection (refused|reset)|network is unreachable|x509: |proxyconnect|toomanyrequests|too many requests|rate limit|received unexpected http status: 5|unexpected status.*: 5\d\d|(502|503|504) \w+|error pulling image configuration|failed to copy: httpreadseeker/i;
var CAP_REFUSED = /range of cpus is from|requested cpus are not available|minimum memory limit|invalid (value|range).*cpuset|rlimit|ulimit|less than minimum memory/i;
var IMAGE_MISSING = /no such image|unable to find image/i;
var ADDRESSES_USED_UP = /non-overlapping ipv4 address pool|address pools have been fully subnetted/i;
function engineError(output) {
  if (DISK_FULL.test(output)) {
    return machineError("the disk is full", {
      code: "disk-full",
      hint: "Free some space (`docker system df` shows what the engine keeps) and run it again."
    });
  }
  if (NO_PERMISSION.test(output)) {
    return machineError("this user may not talk to the Docker engine", {
      code: "engine-unreachable",
      hint: "Add the user to the group `docker` and log in again, or run with the runtime `process`."
    });
  }
  if (UNREACHABLE.test(output)) return engineUnreachable();
  if (ADDRESSES_USED_UP.test(output)) {
    return machineError("the Docker engine has no addresses left for another network", {
      code: "engine-failed",
      hint: "Remove networks that nobody uses: `docker network ls`, `docker network rm`."
    });
  }
  return null;
}
function engineUnreachable(cause) {
  return machineError("no Docker engine answers", {
    code: "engine-unreachable",
    hint: "Start it (`systemctl start docker`) and look at its log, or run with the runtime `process`.",
    cause
  });
}
function commandError(argv, output) {
  return engineError(output) ?? machineError(`\`docker ${argv.slice(0, 2).join(" ")}\` failed: ${firstLine(output)}`, {
    code: "engine-failed",
    hint: "Look at the Docker engine's log, and run it again.",
    log: lines(output).slice(-20)
  });
}
function buildError(target2, log3) {
  const output = log3.join("\n");
  const tail = log3.slice(-30);
  const ownStep = STEP_FAILED.test(output);
  const general = !ownStep || DISK_FULL.test(output) ? engineError(output) : null;
  if (general !== null) {
    const message = `${general.message}, while the image of ${target2.name} was built`;
    return machineError(message, { code: general.code, hint: general.hint, log: tail });
  }
  if (!ownStep && REGISTRY_FAILED.test(output)) {
    return machineError(`the base image of ${target2.name} could not be pulled`, {
      code: "base-image-unavailable",
      hint: "Check that the registry answers from this machine (rate limits, log-in, proxy), and run it again.",
      log: tail
    });
  }
  return targetError(target2, `the image of ${target2.name} did not build`, {
    code: "build-failed",
    hint: `Build it by hand to see the same: docker build --file ${target2.build?.dockerfile ?? "Dockerfile"} ${target2.build?.context ?? "."}`,
    log: tail
  });
}
function startError(target2, command, output) {
  if (CAP_REFUSED.test(output)) {
    return targetError(target2, `${target2.name}: this machine can't give the caps: ${firstLine(output)}`, {
      code: "caps-refused",
      hint: "Lower `caps` to what the machine has, or use a larger one."
    });
  }
  if (IMAGE_MISSING.test(output)) {
    return machineError(`the image of ${target2.name} was removed while it was in use`, {
      code: "image-gone",
      hint: "Something else on this machine removes images (`docker image prune`): run it again."
    });
  }
  if (command === "start" && engineError(output) === null) {
    return targetError(target2, `the container of ${target2.name} did not start: ${firstLine(output)}`, {
      code: "start-failed",
      hint: "Check CMD and ENTRYPOINT in its Dockerfile, and that `caps.memory` is enough to start it.",
      log: lines(output).slice(-20)
    });
  }
  return commandError([command], output);
}
var lines = (output) => output.split("\n").filter((line2) => line2.trim() !== "");
function firstLine(output) {
  const line2 = lines(output).find((one) => !/^(warning|deprecated)/i.test(one)) ?? "no message";
  return line2.replace(/^(docker: )?Error( response from daemon)?: /, "").slice(0, 300);
}

// src/runtime/log-lines.ts
import { stripVTControlCharacters } from "node:util";
var MAX_LINE2 = 2e3;
function cleanLine(line2) {
  const plain3 = stripVTControlCharacters(line2).replaceAll(/[^\P{Cc}\t]/gu, "");
  return plain3.length > MAX_LINE2 ? `${plain3.slice(0, MAX_LINE2)}…` : plain3;
}
function createLogRing(capacity) {
  const lines2 = [];
  return {
    push: (line2) => {
      lines2.push(cleanLine(line2));
      if (lines2.length > capacity) lines2.shift();
    },
    last: (count4) => count4 <= 0 ? [] : lines2.slice(-count4)
  };
}

// src/runtime/run-folders.ts
import { mkdtemp, readdir as readdir2, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join3 } from "node:path";
var runPrefix = (runId) => `loadgate-${runId}-`;
function makeRunFolder(runId) {
  return mkdtemp(join3(tmpdir(), runPrefix(runId)));
}
function removeRunFolder(folder) {
  return rm(folder, { recursive: true, force: true });
}
async function withRunFolder(runId, body) {
  const folder = await makeRunFolder(runId);
  try {
    return await body(folder);
  } finally {
    await removeRunFolder(folder);
  }
}
async function sweepRunFolders(runId) {
  if (runId === "") return;
  const names2 = (await readdir2(tmpdir())).filter((name5) => name5.startsWith(runPrefix(runId)));
  await Promise.all(names2.map((name5) => removeRunFolder(join3(tmpdir(), name5))));
}

// src/runtime/source-paths.ts
import { realpathSync, statSync } from "node:fs";
import { isAbsolute, join as join4, relative as relative2, sep } from "node:path";
function resolveContext(target2, sourceDir) {
  const context = target2.build?.context ?? ".";
  const found = realpath(join4(sourceDir, context));
  if (found === null || !statSync(found).isDirectory()) {
    throw targetError(target2, `${target2.name}: the folder ${context} is not in the repository`, {
      code: "context-missing",
      hint: `Check \`build\` of ${target2.name}: a folder with the service, relative to the repository's root.`
    });
  }
  mustBeInside(target2, sourceDir, context, found);
  return found;
}
function resolveBuild2(target2, sourceDir) {
  if (target2.build === null) {
    throw targetError(target2, `${target2.name} has no \`build\`, so Docker can't run it`, {
      code: "no-build",
      hint: `Give ${target2.name} a \`build\` folder with a Dockerfile, or run with the runtime \`process\`.`
    });
  }
  const context = resolveContext(target2, sourceDir);
  const dockerfile = realpath(join4(sourceDir, target2.build.dockerfile));
  if (dockerfile === null || !statSync(dockerfile).isFile()) {
    throw targetError(
      target2,
      `${target2.name}: there is no file ${target2.build.dockerfile} in the repository`,
      {
        code: "dockerfile-missing",
        hint: `Add ${target2.build.dockerfile}, or say where the Dockerfile of ${target2.name} is with \`build.dockerfile\`.`
      }
    );
  }
  mustBeInside(target2, sourceDir, target2.build.dockerfile, dockerfile);
  return { context, dockerfile };
}
function mustBeInside(target2, sourceDir, path, resolved) {
  const way = relative2(realpathSync(sourceDir), resolved);
  if (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return;
  throw targetError(target2, `${target2.name}: ${path} leads out of the repository`, {
    code: "context-outside",
    hint: "loadgate builds only what is in the checkout: replace the symbolic link by what it points at."
  });
}
function realpath(path) {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

// src/runtime/docker-build.ts
var KEPT_LINES = 200;
var BUILD_TIMEOUT_MS = 60 * 6e4;
var LATE_ABORT_MS = 100;
async function buildImage(request3, deps) {
  const { target: target2, side: side2, sourceDir, signal } = request3;
  const { docker, clock } = deps;
  const startedNs = clock.monotonicNs();
  const paths = resolveBuild2(target2, sourceDir);
  const args = target2.build?.args ?? {};
  const { buildKit } = deps.engine;
  const reference = await withRunFolder(deps.runId, async (folder) => {
    const iidFile = join5(folder, "image-id");
    const argv = buildArgv({ ...paths, target: target2.name, side: side2, args, iidFile, buildKit });
    await runBuild(argv, request3, deps);
    return (await readFile2(iidFile, "utf8")).trim();
  });
  const sizeBytes = Number(await docker.output(imageSizeArgv(reference), { signal }));
  const buildMs = Math.round(Number(clock.monotonicNs() - startedNs) / 1e6);
  return { target: target2, side: side2, reference, sizeBytes, buildMs };
}
async function runBuild(argv, request3, { docker, engine, clock }) {
  const { target: target2, signal } = request3;
  const log3 = createLogRing(KEPT_LINES);
  const onLine = (line2) => {
    log3.push(line2);
    request3.onLine(line2);
  };
  const { exitCode } = await docker.run(argv, {
    env: builderEnv(engine),
    onLine,
    signal,
    timeoutMs: BUILD_TIMEOUT_MS
  });
  if (exitCode === 0) return;
  await clock.sleep(LATE_ABORT_MS);
  signal.throwIfAborted();
  throw buildError(target2, log3.last(KEPT_LINES));
}
function builderEnv(engine) {
  if (!engine.buildKit) return { DOCKER_BUILDKIT: "0" };
  return { DOCKER_BUILDKIT: "1", BUILDX_BUILDER: engine.context, BUILDX_NO_DEFAULT_ATTESTATIONS: "1" };
}

// src/runtime/docker-cli.ts
var TIMEOUT_MS = 12e4;
function createDockerCli(exec2, env) {
  const run2 = async (argv, options = {}) => {
    try {
      return await exec2(["docker", ...argv], {
        timeoutMs: TIMEOUT_MS,
        ...options,
        env: { ...env, ...options.env }
      });
    } catch (error2) {
      const missing3 = error2 instanceof LoadgateError && error2.code === "program-missing";
      throw missing3 ? engineUnreachable(error2) : error2;
    }
  };
  return {
    run: run2,
    output: async (argv, options) => {
      const { exitCode, stdout, stderr } = await run2(argv, options);
      if (exitCode !== 0) throw commandError(argv, stderr);
      return stdout;
    }
  };
}

// src/runtime/docker-address.ts
import { once } from "node:events";
import { createServer, isIPv4 } from "node:net";
function gatewayOf(inspected) {
  const [network] = JSON.parse(inspected);
  const config2 = network?.IPAM?.Config?.find(({ Subnet }) => isIPv4(addressIn(Subnet)));
  if (config2 === void 0) return null;
  return config2.Gateway === void 0 ? firstAddress(addressIn(config2.Subnet)) : addressIn(config2.Gateway);
}
var addressIn = (withPrefix) => withPrefix?.split("/")[0] ?? "";
function firstAddress(network) {
  const [a, b, c, d = 0] = network.split(".").map(Number);
  return [a, b, c, d + 1].join(".");
}
async function isOurs(address) {
  const server = createServer();
  try {
    server.listen(0, address);
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
function notLocal() {
  return machineError("the containers of this Docker engine have no addresses on this machine", {
    code: "engine-unusable",
    hint: "Use an engine on the same Linux machine, outside of a job container, or the runtime `process`."
  });
}

// src/runtime/docker-engine.ts
var ANSWER_MS2 = 8e3;
async function findEngine(docker, own3, signal) {
  const options = signal === void 0 ? { timeoutMs: ANSWER_MS2 } : { timeoutMs: ANSWER_MS2, signal };
  const { exitCode, stdout, stderr } = await docker.run(infoArgv(), options).catch((error2) => {
    throw error2 instanceof LoadgateError && error2.code === "timeout" ? engineUnreachable(error2) : error2;
  });
  const info = parseInfo(stdout);
  const errors = [...info?.ServerErrors ?? [], ...exitCode === 0 ? [] : [stderr]].join("\n");
  if (info?.ServerVersion === void 0 || errors !== "")
    throw engineError(errors) ?? engineUnreachable(errors);
  await mustBeLocal(info, docker);
  const context = await currentContext(docker);
  return {
    version: info.ServerVersion,
    cgroup: info.CgroupVersion === "2" ? "v2" : "v1",
    ...capsOf(info),
    ...context,
    buildKit: await usesBuildKit(docker, own3)
  };
}
function parseInfo(text2) {
  try {
    return JSON.parse(text2);
  } catch {
    return null;
  }
}
function capsOf(info) {
  const caps4 = [
    ["cpus", info.CpuCfsQuota],
    ["core", info.CPUSet],
    ["memory", info.MemoryLimit],
    ["pids", info.PidsLimit],
    ["open files", true],
    ["network", true]
  ];
  const names2 = (held) => caps4.filter(([, has]) => has !== false === held).map(([name5]) => name5);
  return { capsHeld: names2(true), capsMissing: names2(false) };
}
async function mustBeLocal(info, docker) {
  const bridge = await docker.run(networkInspectArgv("bridge"), { timeoutMs: ANSWER_MS2 });
  const gateway = bridge.exitCode === 0 ? gatewayOf(bridge.stdout) : null;
  if (info.OSType === "windows" || gateway !== null && !await isOurs(gateway)) throw notLocal();
}
async function currentContext(docker) {
  const { exitCode, stdout } = await docker.run(contextArgv(), { timeoutMs: ANSWER_MS2 });
  const context = exitCode === 0 ? JSON.parse(stdout) : {};
  const host = context.Endpoints?.docker?.Host ?? "unix:///var/run/docker.sock";
  return {
    context: context.Name ?? "default",
    socket: host.startsWith("unix://") ? host.slice("unix://".length) : null
  };
}
async function usesBuildKit(docker, own3) {
  if (own3["DOCKER_BUILDKIT"] === "0") return false;
  return (await docker.run(buildxVersionArgv(), { timeoutMs: ANSWER_MS2 })).exitCode === 0;
}

// src/runtime/docker-network.ts
var LATE_NETWORK_MS = 500;
function createNetworks(docker, runId, clock) {
  const made = /* @__PURE__ */ new Map();
  const use = (kind) => {
    const known = made.get(kind);
    if (known !== void 0) return known;
    const created = docker.output(networkCreateArgv(runId, kind)).then(() => networkName(runId, kind)).catch(async (error2) => {
      made.delete(kind);
      await clock.sleep(LATE_NETWORK_MS);
      throw error2;
    });
    made.set(kind, created);
    return created;
  };
  return {
    use,
    gateway: async () => {
      const gateway = gatewayOf(await docker.output(networkInspectArgv(await use("internal"))));
      if (gateway === null || !await isOurs(gateway)) throw notLocal();
      return gateway;
    }
  };
}

// src/runtime/docker-start.ts
import { writeFile } from "node:fs/promises";
import { join as join8 } from "node:path";

// src/runtime/docker-instance.ts
import { readFileSync as readFileSync5 } from "node:fs";

// src/system/descendants.ts
import { readdirSync, readFileSync as readFileSync2 } from "node:fs";
import { setTimeout as sleep2 } from "node:timers/promises";
var GRACE_MS2 = 2e3;
var POLL_MS = 25;
function parseStat(pid, stat3) {
  const fields = stat3.slice(stat3.lastIndexOf(")") + 2).split(" ");
  return { pid, state: fields[0] ?? "", parent: Number(fields[1]), startTime: fields[19] ?? "" };
}
function readProcess(pid) {
  try {
    return parseStat(pid, readFileSync2(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return null;
  }
}
function allProcesses() {
  let names2;
  try {
    names2 = readdirSync("/proc");
  } catch {
    return [];
  }
  return names2.filter((name5) => /^\d+$/.test(name5)).flatMap((name5) => readProcess(Number(name5)) ?? []);
}
function descendantsOf(pid) {
  const all = allProcesses();
  const tree = [];
  let generation2 = all.filter((entry) => entry.parent === pid);
  while (generation2.length > 0) {
    tree.push(...generation2);
    const parents = new Set(generation2.map((entry) => entry.pid));
    generation2 = all.filter((entry) => parents.has(entry.parent));
  }
  return tree.filter((entry) => entry.state !== "Z");
}
function isAlive(entry) {
  const now = readProcess(entry.pid);
  return now !== null && now.startTime === entry.startTime && now.state !== "Z";
}
function signalAll(entries, signal) {
  for (const entry of entries) {
    if (!isAlive(entry)) continue;
    try {
      process.kill(entry.pid, signal);
    } catch {
    }
  }
}
async function waitForEnd(entries, forMs) {
  for (let waited = 0; waited < forMs && entries.some(isAlive); waited += POLL_MS) await sleep2(POLL_MS);
}
async function endProcesses(entries) {
  signalAll(entries, "SIGTERM");
  await waitForEnd(entries, GRACE_MS2);
  signalAll(entries, "SIGKILL");
  await waitForEnd(entries, GRACE_MS2);
}
async function endDescendants(pid) {
  let ended2 = 0;
  for (let pass = 0; pass < 5; pass += 1) {
    const entries = descendantsOf(pid);
    if (entries.length === 0) break;
    await endProcesses(entries);
    ended2 += entries.filter((entry) => !isAlive(entry)).length;
  }
  return ended2;
}

// src/runtime/cgroup-paths.ts
import { readFileSync as readFileSync3 } from "node:fs";
import { join as join6 } from "node:path";
var CONTROLLERS = ["cpu", "cpuacct", "memory", "pids"];
function parseMounts(mountinfo) {
  return mountinfo.split("\n").flatMap((line2) => {
    const [before = "", after] = line2.split(" - ");
    if (after === void 0) return [];
    const [, , , root = "", point = ""] = before.split(" ");
    const [type2 = "", , options = ""] = after.split(" ");
    return [{ type: type2, root: decodeOctal(root), point: decodeOctal(point), options: options.split(",") }];
  });
}
function decodeOctal(path) {
  return path.replaceAll(
    /\\([0-7]{3})/g,
    (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))
  );
}
function shown(mount, path) {
  const inside = mount.root !== "/" && `${path}/`.startsWith(`${mount.root}/`);
  return join6(mount.point, inside ? path.slice(mount.root.length) : path);
}
function findCgroup(mountinfo, procCgroup) {
  const mounts = parseMounts(mountinfo);
  const entries = procCgroup.split("\n").flatMap((line2) => {
    const [, id, controllers, path] = /^(\d+):([^:]*):(.*)$/.exec(line2) ?? [];
    return id === void 0 || path === void 0 ? [] : [{ controllers: (controllers ?? "").split(","), path }];
  });
  const folders = {};
  for (const controller of CONTROLLERS) {
    const mount = mounts.find(({ type: type2, options }) => type2 === "cgroup" && options.includes(controller));
    const entry2 = entries.find(({ controllers }) => controllers.includes(controller));
    if (mount !== void 0 && entry2 !== void 0) folders[controller] = shown(mount, entry2.path);
  }
  if (Object.keys(folders).length > 0) return { version: "v1", folders };
  const unified = mounts.find(({ type: type2 }) => type2 === "cgroup2");
  const entry = entries.find(({ controllers }) => controllers.join("") === "");
  if (unified === void 0 || entry === void 0) return null;
  return { version: "v2", folder: shown(unified, entry.path), root: unified.point };
}
function cgroupOf(pid) {
  try {
    return findCgroup(
      readFileSync3("/proc/self/mountinfo", "utf8"),
      readFileSync3(`/proc/${pid}/cgroup`, "utf8")
    );
  } catch {
    return null;
  }
}

// src/runtime/cgroup-read.ts
import { readFileSync as readFileSync4 } from "node:fs";
import { join as join7 } from "node:path";

// src/runtime/cpu-split.ts
function createCpuSplit() {
  let last = { total: 0, user: 0, system: 0 };
  let userUs = 0;
  let systemUs = 0;
  return (total, user, system) => {
    const gain = Math.max(0, total - last.total) / 1e3;
    const share3 = userShare(user - last.user, system - last.system) ?? userShare(user, system) ?? 1;
    userUs += gain * share3;
    systemUs += gain * (1 - share3);
    last = { total, user, system };
    return { userUs, systemUs };
  };
}
function userShare(user, system) {
  return user + system > 0 ? user / (user + system) : null;
}

// src/runtime/cgroup-read.ts
function createCgroupReader(cgroup, clock) {
  const { cpu, memory, oomKills } = cgroup.version === "v1" ? sourcesV1(cgroup.folders) : sourcesV2(cgroup.folder);
  const peak = createPeak();
  return {
    counters: () => {
      const { userUs, systemUs, throttledUs } = cpu();
      const atNs = clock.monotonicNs();
      const now = memory();
      return {
        atNs,
        cpuUserUs: userUs,
        cpuSystemUs: systemUs,
        throttledUs,
        memoryBytes: withoutFiles(now.used, now.files),
        peakMemoryBytes: peak(now)
      };
    },
    oomKills: () => {
      try {
        return oomKills();
      } catch {
        return 0;
      }
    }
  };
}
function withoutFiles(used, files) {
  return used === null ? null : Math.max(0, used - files);
}
function createPeak() {
  let peak = null;
  return ({ used, highest, files }) => {
    for (const value of [withoutFiles(used, files), withoutFiles(highest, files)]) {
      if (value !== null) peak = Math.max(peak ?? 0, value);
    }
    return peak;
  };
}
function sourcesV1(folders) {
  const split = createCpuSplit();
  const { cpu, cpuacct, memory } = folders;
  return {
    cpu: () => {
      const throttled = cpu === void 0 ? void 0 : table(cpu, "cpu.stat").get("throttled_time");
      const throttledUs = throttled === void 0 ? null : throttled / 1e3;
      if (cpuacct === void 0) return { userUs: null, systemUs: null, throttledUs };
      const total = number3(cpuacct, "cpuacct.usage");
      return {
        ...split(total, number3(cpuacct, "cpuacct.usage_user"), number3(cpuacct, "cpuacct.usage_sys")),
        throttledUs
      };
    },
    memory: () => {
      if (memory === void 0) return { used: null, highest: null, files: 0 };
      const stat3 = table(memory, "memory.stat");
      return {
        used: number3(memory, "memory.usage_in_bytes"),
        highest: number3(memory, "memory.max_usage_in_bytes"),
        files: (stat3.get("total_inactive_file") ?? 0) + (stat3.get("total_active_file") ?? 0)
      };
    },
    oomKills: () => memory === void 0 ? 0 : table(memory, "memory.oom_control").get("oom_kill") ?? 0
  };
}
function sourcesV2(folder) {
  return {
    cpu: () => {
      const stat3 = table(folder, "cpu.stat");
      return {
        userUs: stat3.get("user_usec") ?? null,
        systemUs: stat3.get("system_usec") ?? null,
        throttledUs: stat3.get("throttled_usec") ?? null
      };
    },
    memory: () => {
      const used = optional2(() => number3(folder, "memory.current"));
      if (used === null) return { used: null, highest: null, files: 0 };
      const stat3 = table(folder, "memory.stat");
      return {
        used,
        highest: optional2(() => number3(folder, "memory.peak")),
        // Linux 5.19 and newer.
        files: (stat3.get("inactive_file") ?? 0) + (stat3.get("active_file") ?? 0)
      };
    },
    oomKills: () => table(folder, "memory.events").get("oom_kill") ?? 0
  };
}
function optional2(read2) {
  try {
    return read2();
  } catch {
    return null;
  }
}
function number3(folder, file) {
  return Number(readFileSync4(join7(folder, file), "utf8"));
}
function table(folder, file) {
  const text2 = readFileSync4(join7(folder, file), "utf8");
  return new Map(
    text2.split("\n").flatMap((line2) => {
      const [name5, value] = line2.split(" ");
      return name5 === void 0 || value === void 0 ? [] : [[name5, Number(value)]];
    })
  );
}

// src/runtime/docker-inspect.ts
async function inspect(docker, container) {
  const argv = inspectArgv(container);
  const { exitCode, stdout, stderr } = await docker.run(argv);
  if (exitCode !== 0) {
    const error2 = engineError(stderr);
    if (error2 !== null) throw error2;
    return null;
  }
  const [raw] = JSON.parse(stdout);
  if (raw === void 0) return null;
  const { State: state, NetworkSettings: settings } = raw;
  return {
    running: state.Running,
    exitCode: state.Running ? null : state.ExitCode,
    oomKilled: state.OOMKilled,
    pid: state.Pid,
    address: (network) => settings.Networks[network]?.IPAddress || null
  };
}
async function containerLogs(docker, container, lines2) {
  if (lines2 <= 0) return [];
  const { exitCode, stdout, stderr } = await docker.run(logsArgv(container, lines2));
  if (exitCode !== 0) {
    const error2 = engineError(stderr);
    if (error2 !== null) throw error2;
    return [];
  }
  return inOrder(`${stdout}
${stderr}`).slice(-lines2);
}
function inOrder(text2) {
  return text2.split("\n").filter((line2) => line2 !== "").sort((a, b) => compare2(stamp(a), stamp(b))).map((line2) => cleanLine(line2.slice(stamp(line2).length + 1)));
}
var stamp = (line2) => /^\S*/.exec(line2)?.[0] ?? "";
var compare2 = (a, b) => Number(a > b) - Number(a < b);
async function endedAtOnce(docker, target2, container, now) {
  const code3 = now?.exitCode ?? null;
  const why = now?.oomKilled ? "used up its memory cap" : `exited with ${code3 ?? "an unknown code"}`;
  return targetError(target2, `the container of ${target2.name} ${why} as soon as it was started`, {
    code: now?.oomKilled ? "oom-killed" : "target-exited",
    hint: now?.oomKilled ? "Raise `caps.memory`, or find what uses it." : "Start the image by hand with the same caps; its log says why it ended.",
    log: await containerLogs(docker, container, 20)
  });
}

// src/runtime/docker-stats.ts
import { request as request2 } from "node:http";
var TIMEOUT_MS2 = 5e3;
function createStatsReader(socket, container, clock) {
  const peak = createPeak();
  return async () => {
    const stats = JSON.parse(
      await get(socket, `/containers/${container}/stats?stream=false&one-shot=true`)
    );
    const now = memoryOf(stats);
    const cpu = stats.cpu_stats;
    return {
      atNs: clock.monotonicNs(),
      cpuUserUs: toUs(cpu?.cpu_usage?.usage_in_usermode),
      cpuSystemUs: toUs(cpu?.cpu_usage?.usage_in_kernelmode),
      throttledUs: toUs(cpu?.throttling_data?.throttled_time),
      memoryBytes: now.used === null ? null : Math.max(0, now.used - now.files),
      peakMemoryBytes: peak(now)
    };
  };
}
var toUs = (ns) => ns === void 0 ? null : ns / 1e3;
function memoryOf({ memory_stats: memory }) {
  const stat3 = (name5) => memory?.stats?.[`total_${name5}`] ?? memory?.stats?.[name5] ?? 0;
  return {
    used: memory?.usage ?? null,
    highest: memory?.max_usage ?? null,
    files: stat3("inactive_file") + stat3("active_file")
  };
}
function get(socketPath, path) {
  return new Promise((resolve8, reject) => {
    const fail = (cause) => reject(
      machineError("the Docker engine does not tell how much a container uses", {
        code: "engine-unreachable",
        hint: "Look at the Docker engine's log, and run it again.",
        cause
      })
    );
    const asked = request2(
      { socketPath, path, timeout: TIMEOUT_MS2, headers: { host: "docker" } },
      (answer) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("error", fail);
        answer.on("end", () => {
          const text2 = Buffer.concat(chunks).toString("utf8");
          if (answer.statusCode === 200) resolve8(text2);
          else fail(new Error(`${answer.statusCode}: ${text2}`));
        });
      }
    );
    asked.on("timeout", () => asked.destroy(new Error("timeout")));
    asked.on("error", fail);
    asked.end();
  });
}

// src/system/clock.ts
import { setTimeout as delay } from "node:timers/promises";
var systemClock = {
  now: () => Date.now(),
  monotonicNs: () => process.hrtime.bigint(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, void 0, signal === void 0 ? void 0 : { signal });
    } catch (error2) {
      signal?.throwIfAborted();
      throw error2;
    }
  }
};

// src/runtime/environment.ts
var DOCKER_CLIENT = [
  "PATH",
  "HOME",
  "XDG_RUNTIME_DIR",
  "DOCKER_HOST",
  "DOCKER_CONTEXT",
  "DOCKER_CONFIG",
  "DOCKER_CERT_PATH",
  "DOCKER_TLS_VERIFY",
  "DOCKER_API_VERSION",
  "DOCKER_DEFAULT_PLATFORM",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY"
];
var PROCESS = ["PATH", "LD_LIBRARY_PATH", "TZ"];
function pick2(own3, names2) {
  return Object.fromEntries(names2.flatMap((name5) => own3[name5] === void 0 ? [] : [[name5, own3[name5]]]));
}
function dockerClientEnv(own3) {
  return pick2(own3, DOCKER_CLIENT);
}
function workers(target2) {
  return String(Math.max(1, Math.floor(target2.caps.cpus)));
}
var MAX_ENV_LINE = 6e4;
function containerEnvFile(target2, given2) {
  const env = { PORT: String(target2.port), WORKERS: workers(target2), ...target2.env, ...given2 };
  checkEnv(target2, env);
  const unfit = Object.entries(env).find(
    ([, value]) => /[\r\n]/.test(value) || Buffer.byteLength(value) > MAX_ENV_LINE
  );
  if (unfit !== void 0) {
    throw badEnv(target2, unfit[0], "A value is a single line of at most 60 kB: encode it, e.g. as base64.");
  }
  return Object.entries(env).map(([name5, value]) => `${name5}=${value}
`).join("");
}
function processEnv(target2, given2, place) {
  const env = {
    ...pick2(place.own, PROCESS),
    LANG: "C.UTF-8",
    HOME: place.home,
    TMPDIR: place.home,
    WORKERS: workers(target2),
    ...target2.env,
    ...given2,
    HOST: "127.0.0.1",
    PORT: String(place.port)
  };
  checkEnv(target2, env);
  return env;
}
function checkEnv(target2, env) {
  for (const [name5, value] of Object.entries(env)) {
    if (/^[^\s=#\p{Cc}][^\s=\p{Cc}]*$/u.test(name5) && !value.includes("\0")) continue;
    throw badEnv(target2, name5, "Names have no blanks, `=` or leading `#`; values have no NUL characters.");
  }
}
function badEnv(target2, name5, hint) {
  const message = `${target2.name}: the environment variable ${JSON.stringify(name5)} can't be set`;
  return targetError(target2, message, { code: "bad-env", hint });
}

// src/runtime/docker-sweep.ts
var GONE = /no such (container|network)|network .* not found|removal of container .* is already in progress|^exit status 1$/i;
var IN_USE = /active endpoints/i;
var TRIES = 40;
var PAUSE_MS = 250;
var INTERRUPTED_TRIES = 10;
async function sweep(docker, runId, clock) {
  if (runId === "") return { containers: [], networks: [] };
  await sweepRunFolders(runId);
  const containers = await ids(docker, listContainersArgv(runId));
  if (containers.length > 0) await remove(docker, removeContainersArgv(containers), clock);
  const networks = await ids(docker, listNetworksArgv(runId));
  for (const network of networks) await remove(docker, removeNetworkArgv(network), clock);
  return { containers, networks };
}
async function ids(docker, argv) {
  const { exitCode, stdout, stderr } = await runAgain(docker, argv);
  if (exitCode !== 0) throw commandError(argv, stderr);
  return stdout.split("\n").filter((line2) => line2 !== "");
}
async function runAgain(docker, argv) {
  for (let attempt2 = 1; ; attempt2 += 1) {
    const result2 = await docker.run(argv);
    if (result2.exitCode <= 128 || attempt2 === INTERRUPTED_TRIES) return result2;
  }
}
async function remove(docker, argv, clock) {
  for (let attempt2 = 1; ; attempt2 += 1) {
    const { exitCode, stderr } = await runAgain(docker, argv);
    const failed3 = stderr.split("\n").filter((line2) => line2.trim() !== "" && !GONE.test(line2));
    if (exitCode === 0 || failed3.length === 0) return;
    if (attempt2 === TRIES || !IN_USE.test(stderr)) throw commandError(argv, failed3.join("\n"));
    await clock.sleep(PAUSE_MS);
  }
}

// src/runtime/no-counters.ts
var noCounters = (clock) => ({
  atNs: clock.monotonicNs(),
  cpuUserUs: null,
  cpuSystemUs: null,
  throttledUs: null,
  memoryBytes: null,
  peakMemoryBytes: null
});

// src/runtime/docker-instance.ts
var END_TRIES = 40;
var END_PAUSE_MS = 50;
async function containerInstance(request3) {
  const { docker, clock, target: target2, id } = request3;
  const now = await inspect(docker, id);
  const host = now?.address(request3.network) ?? null;
  if (now === null || !now.running || host === null) throw await endedAtOnce(docker, target2, id, now);
  const local = localProcess(now.pid, id);
  const cgroup = local === null ? null : readerOf(now.pid, clock);
  const stats = request3.socket === null ? null : createStatsReader(request3.socket, id, clock);
  let oomSeen = false;
  const sawOom = () => {
    oomSeen ||= (cgroup?.oomKills() ?? 0) > 0;
    return oomSeen;
  };
  return {
    id,
    host,
    port: target2.port,
    counters: async () => {
      sawOom();
      if (cgroup !== null) {
        if (local !== null && isAlive(local)) return cgroup.counters();
        throw ended(target2);
      }
      return stats === null ? noCounters(clock) : stats();
    },
    state: async () => {
      const oomKilled = sawOom();
      if (local !== null && isAlive(local)) return { running: true, exitCode: null, oomKilled };
      return stateAtEnd(request3, local !== null, oomKilled);
    },
    logs: (lines2) => containerLogs(docker, id, lines2),
    stop: () => remove(docker, removeContainersArgv([id]), clock)
  };
}
function localProcess(pid, id) {
  try {
    if (!readFileSync5(`/proc/${pid}/cgroup`, "utf8").includes(id)) return null;
    return readProcess(pid);
  } catch {
    return null;
  }
}
function readerOf(pid, clock) {
  const folders = cgroupOf(pid);
  if (folders === null) return null;
  const reader = createCgroupReader(folders, clock);
  try {
    return reader.counters().cpuUserUs === null ? null : reader;
  } catch {
    return null;
  }
}
async function stateAtEnd({ docker, clock, id }, surelyEnded, oomKilled) {
  for (let attempt2 = 1; ; attempt2 += 1) {
    const now = await inspect(docker, id);
    if (now === null) return { running: false, exitCode: null, oomKilled };
    if (!now.running || !surelyEnded || attempt2 === END_TRIES) {
      return { running: now.running, exitCode: now.exitCode, oomKilled: oomKilled || now.oomKilled };
    }
    await clock.sleep(END_PAUSE_MS);
  }
}
function ended(target2) {
  return targetError(target2, `${target2.name} has ended, so its counters are gone`, {
    code: "target-exited",
    hint: "See the last lines of its log."
  });
}

// src/runtime/docker-start.ts
var LATE_CONTAINER_MS = 500;
var LATE_ABORT_MS2 = 100;
async function startContainer(request3, deps) {
  const { artifact, signal } = request3;
  const { docker, clock, runId, engine, networks } = deps;
  signal.throwIfAborted();
  const network = await networks.use(artifact.target.network);
  signal.throwIfAborted();
  const name5 = containerName(runId, deps.number);
  let created = false;
  try {
    const made = await withRunFolder(
      runId,
      (folder) => create(request3, { docker, runId, name: name5, network, folder })
    );
    await mustBeDone(made, artifact.target, "create", clock, signal);
    created = true;
    await mustBeDone(await docker.run(startArgv(name5)), artifact.target, "start", clock, signal);
    const id = made.stdout.trim();
    return await containerInstance({
      docker,
      clock,
      socket: engine.socket,
      target: artifact.target,
      id,
      network
    });
  } catch (error2) {
    await discard(docker, name5, clock, created).catch(() => {
    });
    throw error2;
  }
}
async function create({ artifact, cores: cores3, env }, { docker, folder, ...place }) {
  const { target: target2, side: side2, reference: image2 } = artifact;
  const envFile = join8(folder, "env");
  await writeFile(envFile, containerEnvFile(target2, env), { mode: 384 });
  return docker.run(
    createArgv({ ...place, image: image2, target: target2.name, side: side2, caps: target2.caps, cores: cores3, envFile })
  );
}
async function mustBeDone({ exitCode, stderr }, target2, command, clock, signal) {
  if (exitCode > 128) await clock.sleep(LATE_ABORT_MS2);
  signal.throwIfAborted();
  if (exitCode !== 0) throw startError(target2, command, stderr);
}
async function discard(docker, name5, clock, created) {
  const argv = removeContainersArgv([name5]);
  await remove(docker, argv, clock);
  if (created) return;
  await clock.sleep(LATE_CONTAINER_MS);
  await remove(docker, argv, clock);
}

// src/runtime/once.ts
function once2(make) {
  let made = null;
  return () => {
    made ??= make().catch((error2) => {
      made = null;
      throw error2;
    });
    return made;
  };
}

// src/runtime/under-way.ts
function createUnderWay() {
  const actions = /* @__PURE__ */ new Set();
  return {
    run: (action) => {
      const result2 = action();
      const settled = result2.then(
        () => actions.delete(settled),
        () => actions.delete(settled)
      );
      actions.add(settled);
      return result2;
    },
    settled: async () => {
      while (actions.size > 0) await Promise.all(actions);
    }
  };
}

// src/runtime/docker.ts
function createDockerRuntime(deps) {
  const { clock, runId, env: own3 = process.env } = deps;
  const docker = createDockerCli(deps.exec, dockerClientEnv(own3));
  const engine = once2(() => findEngine(docker, own3, deps.signal));
  const networks = createNetworks(docker, runId, clock);
  const underWay = createUnderWay();
  let started2 = 0;
  return {
    kind: "docker",
    facts: async () => {
      const { version: version2, cgroup, capsHeld, capsMissing } = await engine();
      const cores3 = planCores(deps.allowedCores ?? allowedCores(), 1);
      return { kind: "docker", version: version2, cgroup, capsHeld, capsMissing, ...cores3 };
    },
    upstreamHost: () => underWay.run(async () => {
      await engine();
      return networks.gateway();
    }),
    build: async (request3) => buildImage(request3, { docker, engine: await engine(), clock, runId }),
    start: (request3) => underWay.run(async () => {
      started2 += 1;
      const number5 = started2;
      return startContainer(request3, { docker, clock, runId, engine: await engine(), networks, number: number5 });
    }),
    close: async () => {
      await underWay.settled();
      await sweep(docker, runId, clock);
    }
  };
}

// src/runtime/cgroup-own.ts
import { mkdirSync, readdirSync as readdirSync2, readFileSync as readFileSync6, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join as join9 } from "node:path";
var REMOVE_TRIES = 80;
var REMOVE_PAUSE_MS = 25;
var PERIOD_US = 1e5;
function makeCgroup(name5, caps4) {
  const own3 = cgroupOf("self");
  if (own3 === null) return null;
  return own3.version === "v1" ? makeV1(own3.folders, name5, caps4) : makeV2(own3, name5, caps4);
}
function makeV1(parents, name5, caps4) {
  const folders = {};
  for (const controller of CONTROLLERS) {
    const parent = parents[controller];
    if (parent !== void 0 && tryMake(join9(parent, name5))) folders[controller] = join9(parent, name5);
  }
  const { cpu, memory, pids } = folders;
  const held = [];
  if (cpu !== void 0) {
    trySet(cpu, "cpu.cfs_period_us", PERIOD_US);
    if (trySet(cpu, "cpu.cfs_quota_us", quota(caps4))) held.push("cpus");
  }
  if (memory !== void 0 && trySet(memory, "memory.limit_in_bytes", caps4.memoryBytes)) {
    held.push("memory");
    trySet(memory, "memory.memsw.limit_in_bytes", caps4.memoryBytes);
  }
  if (pids !== void 0 && trySet(pids, "pids.max", caps4.pids)) held.push("pids");
  const all = [...new Set(Object.values(folders))];
  return all.length === 0 ? null : asOwn({ version: "v1", folders }, all, held);
}
function makeV2({ folder, root }, name5, caps4) {
  for (const parent of /* @__PURE__ */ new Set([folder, dirname(folder), root])) {
    const made = join9(parent, name5);
    if (!made.startsWith(root) || !tryMake(made)) continue;
    const controllers = readFileSync6(join9(made, "cgroup.controllers"), "utf8").trim().split(" ");
    const wanted = [
      ["cpus", "cpu", "cpu.max", `${quota(caps4)} ${PERIOD_US}`],
      ["memory", "memory", "memory.max", caps4.memoryBytes],
      ["pids", "pids", "pids.max", caps4.pids]
    ];
    const held = wanted.filter(([, controller, file, value]) => controllers.includes(controller) && trySet(made, file, value)).map(([cap]) => cap);
    if (held.includes("memory")) trySet(made, "memory.swap.max", 0);
    if (held.length > 0) return asOwn({ version: "v2", folder: made, root }, [made], held);
    rmdirSync(made);
  }
  return null;
}
var quota = (caps4) => Math.max(1e3, Math.round(caps4.cpus * PERIOD_US));
function asOwn(cgroup, folders, held) {
  return {
    cgroup,
    held,
    joinFiles: folders.map((folder) => join9(folder, "cgroup.procs")),
    processes: () => [...new Set(folders.flatMap(processesIn))]
  };
}
function tryMake(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
function trySet(folder, file, value) {
  try {
    writeFileSync(join9(folder, file), String(value));
    return true;
  } catch {
    return false;
  }
}
function processesIn(folder) {
  try {
    const text2 = readFileSync6(join9(folder, "cgroup.procs"), "utf8");
    return text2.split("\n").filter((line2) => line2 !== "").map(Number);
  } catch {
    return [];
  }
}
async function removeCgroup({ joinFiles }, clock) {
  for (const file of joinFiles) {
    for (let attempt2 = 1; attempt2 <= REMOVE_TRIES && !tryRemove(dirname(file)); attempt2 += 1) {
      await clock.sleep(REMOVE_PAUSE_MS);
    }
  }
}
function tryRemove(folder) {
  try {
    rmdirSync(folder);
    return true;
  } catch (error2) {
    return error2 instanceof Error && "code" in error2 && error2.code === "ENOENT";
  }
}
function findCgroups(prefix) {
  const own3 = cgroupOf("self");
  if (own3 === null) return [];
  const parents = own3.version === "v1" ? Object.values(own3.folders) : [own3.folder, dirname(own3.folder), own3.root];
  return [...new Set(parents)].flatMap(
    (parent) => foldersIn(parent).filter((name5) => name5.startsWith(prefix)).map((name5) => asOwn(own3, [join9(parent, name5)], []))
  );
}
function foldersIn(parent) {
  try {
    const entries = readdirSync2(parent, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch {
    return [];
  }
}

// src/runtime/programs.ts
import { accessSync as accessSync2, constants as constants2, statSync as statSync2 } from "node:fs";
import { delimiter as delimiter2, resolve as resolve2 } from "node:path";
function findProgram2(program3, folder, path) {
  const places2 = program3.includes("/") ? ["."] : path.split(delimiter2).filter((place) => place !== "");
  return places2.map((place) => resolve2(folder, place, program3)).find(isProgram) ?? null;
}
function isProgram(file) {
  try {
    accessSync2(file, constants2.X_OK);
    return statSync2(file).isFile();
  } catch {
    return false;
  }
}

// src/runtime/process-build.ts
function prepareProcess({ target: target2, side: side2, sourceDir }, own3) {
  const folder = resolveContext(target2, sourceDir);
  const [program3] = commandOf(target2);
  if (findProgram2(program3, folder, { ...own3, ...target2.env }["PATH"] ?? "") === null) {
    throw targetError(target2, `${target2.name}: the program ${program3} of its \`command\` was not found`, {
      code: "command-missing",
      hint: `Install ${program3} on this machine before loadgate runs, or let Docker build and run the target.`
    });
  }
  return { target: target2, side: side2, reference: folder, sizeBytes: null, buildMs: 0 };
}
function commandOf(target2) {
  const [program3, ...args] = target2.command ?? [];
  if (program3 !== void 0) return [program3, ...args];
  throw targetError(
    target2,
    `no Docker engine is used, and ${target2.name} has no \`command\` to run as a process`,
    {
      code: "no-command",
      hint: `Install Docker on this machine, or give ${target2.name} a \`command\`, e.g. \`command: node server.js\`.`
    }
  );
}

// src/runtime/process-instance.ts
import { spawn as spawn2 } from "node:child_process";
import { once as once3 } from "node:events";
import { constants as constants3 } from "node:os";

// src/runtime/oom.ts
import { readFileSync as readFileSync7 } from "node:fs";
function machineOomKills() {
  try {
    const count4 = /^oom_kill (\d+)$/m.exec(readFileSync7("/proc/vmstat", "utf8"))?.[1];
    return count4 === void 0 ? null : Number(count4);
  } catch {
    return null;
  }
}
function endedByOom({ signal, ours, before, now }) {
  return signal === "SIGKILL" && !ours && before !== null && now !== null && now > before;
}

// src/runtime/process-mark.ts
import { readdirSync as readdirSync3, readFileSync as readFileSync8 } from "node:fs";
var MARK = "LOADGATE_RUN";
var instanceMark = (runId, number5) => `${runId}/${number5}`;
var runMark = (runId) => `${runId}/`;
function markedProcesses(mark) {
  const entry = `${MARK}=${mark}`;
  const bears = (variable) => mark.endsWith("/") ? variable.startsWith(entry) : variable === entry;
  return processIds().filter((pid) => pid !== process.pid && environmentOf(pid).some(bears)).flatMap((pid) => readProcess(pid) ?? []).filter(({ state }) => state !== "Z");
}
function processIds() {
  try {
    return readdirSync3("/proc").filter((name5) => /^\d+$/.test(name5)).map(Number);
  } catch {
    return [];
  }
}
function environmentOf(pid) {
  try {
    return readFileSync8(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return [];
  }
}

// src/runtime/process-tree.ts
import { readFileSync as readFileSync9 } from "node:fs";
var US_PER_TICK = 1e4;
function parseTimes(stat3) {
  const fields = stat3.slice(stat3.lastIndexOf(")") + 2).split(" ").map(Number);
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15);
  return { user: utime + cutime, system: stime + cstime };
}
function parseStatusBytes(status, name5) {
  return Number(new RegExp(`^${name5}:\\s*(\\d+) kB$`, "m").exec(status)?.[1] ?? 0) * 1024;
}
function readTree(pid, clock) {
  const pids = [pid, ...descendantsOf(pid).map((entry) => entry.pid)];
  const sum2 = { user: 0, system: 0, now: 0, peak: 0 };
  const first = readFileSync9(`/proc/${pid}/stat`, "utf8");
  for (const each of pids) {
    try {
      const times2 = parseTimes(each === pid ? first : readFileSync9(`/proc/${each}/stat`, "utf8"));
      sum2.user += times2.user;
      sum2.system += times2.system;
      const status = readFileSync9(`/proc/${each}/status`, "utf8");
      sum2.now += parseStatusBytes(status, "VmRSS");
      sum2.peak += parseStatusBytes(status, "VmHWM");
    } catch {
    }
  }
  return {
    atNs: clock.monotonicNs(),
    cpuUserUs: sum2.user * US_PER_TICK,
    cpuSystemUs: sum2.system * US_PER_TICK,
    throttledUs: null,
    memoryBytes: sum2.now,
    peakMemoryBytes: sum2.peak
  };
}

// src/runtime/process-instance.ts
var LOG_LINES = 200;
var LAST_WORDS_MS = 200;
async function processInstance(request3) {
  const { clock, cgroup, port } = request3;
  const oomBefore = machineOomKills();
  const log3 = createLogRing(LOG_LINES);
  const child = await started(request3, log3.push);
  const pid = child.pid ?? 0;
  const reader = cgroup === null ? null : createCgroupReader(cgroup.cgroup, clock);
  const exited = new Promise((resolve8) => child.once("exit", () => resolve8()));
  const closed = new Promise((resolve8) => child.once("close", () => resolve8()));
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  let stopping = null;
  let oomKilled = false;
  child.on("error", () => {
  });
  child.once("exit", (_, signal) => {
    oomKilled ||= endedByOom({ signal, ours: stopping !== null, before: oomBefore, now: machineOomKills() });
  });
  return {
    id: String(pid),
    host: "127.0.0.1",
    port,
    counters: async () => {
      if (stopping !== null) throw gone(request3.target);
      return readCounters2(reader, hasExited() ? null : pid, request3);
    },
    state: async () => {
      if (stopping === null) oomKilled ||= (reader?.oomKills() ?? 0) > 0;
      return { running: !hasExited(), exitCode: exitCodeOf(child), oomKilled };
    },
    logs: async (lines2) => {
      if (hasExited()) await Promise.race([closed, clock.sleep(LAST_WORDS_MS)]);
      return log3.last(lines2);
    },
    stop: () => {
      stopping ??= stop(child, exited, request3);
      return stopping;
    }
  };
}
async function started(request3, onLine) {
  const [program3 = "", ...args] = request3.argv;
  const child = spawn2(program3, args, {
    cwd: request3.cwd,
    env: request3.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"]
  });
  for (const stream of [child.stdout, child.stderr]) {
    const lines2 = lineSplitter(onLine);
    stream.on("data", lines2.write);
    stream.on("end", lines2.end);
  }
  try {
    await once3(child, "spawn");
    return child;
  } catch (cause) {
    throw machineError(`${request3.target.name} could not be started: ${String(cause)}`, {
      code: "start-failed",
      hint: "Check that this machine has /bin/sh, and lets this user start processes.",
      cause
    });
  }
}
function readCounters2(reader, pid, { clock, target: target2 }) {
  const own3 = reader?.counters() ?? null;
  const complete = own3 !== null && own3.cpuUserUs !== null && own3.memoryBytes !== null;
  const tree = complete || pid === null ? null : tryTree(pid, clock);
  if (own3 === null && tree === null) {
    if (pid === null) throw gone(target2);
    return noCounters(clock);
  }
  return own3 === null || tree === null ? own3 ?? tree : fillIn(own3, tree);
}
function fillIn(own3, tree) {
  return {
    atNs: own3.atNs,
    cpuUserUs: own3.cpuUserUs ?? tree.cpuUserUs,
    cpuSystemUs: own3.cpuSystemUs ?? tree.cpuSystemUs,
    throttledUs: own3.throttledUs,
    memoryBytes: own3.memoryBytes ?? tree.memoryBytes,
    peakMemoryBytes: own3.peakMemoryBytes ?? tree.peakMemoryBytes
  };
}
function tryTree(pid, clock) {
  try {
    return readTree(pid, clock);
  } catch {
    return null;
  }
}
function exitCodeOf({ exitCode, signalCode }) {
  return exitCode ?? (signalCode === null ? null : 128 + constants3.signals[signalCode]);
}
function gone(target2) {
  return targetError(target2, `${target2.name} has ended, so its counters are gone`, {
    code: "target-exited",
    hint: "See the last lines of its log."
  });
}
async function stop(child, exited, request3) {
  const { cgroup, clock } = request3;
  const pid = child.pid ?? 0;
  const left2 = [...descendantsOf(pid), ...markedProcesses(request3.mark)];
  left2.push(...(cgroup?.processes() ?? []).flatMap((member2) => readProcess(member2) ?? []));
  if (exitCodeOf(child) === null) killGroup(pid);
  signalAll(left2, "SIGKILL");
  await exited;
  await endProcesses([...left2, ...markedProcesses(request3.mark)]);
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (cgroup !== null) await removeCgroup(cgroup, clock);
  await removeRunFolder(request3.home);
}
function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
  }
}

// src/runtime/process-launch.ts
async function findTools(exec2, own3) {
  const find = async (name5, ...args) => {
    const program3 = findProgram2(name5, "/", own3["PATH"] ?? "");
    if (program3 === null) return null;
    const { exitCode } = await exec2([program3, ...args], { timeoutMs: 1e4 });
    return exitCode === 0 ? program3 : null;
  };
  return {
    taskset: await find("taskset", "--version"),
    setpriv: await find("setpriv", "--pdeathsig", "KILL", "/bin/sh", "-c", ":")
  };
}
var LAUNCH = `
limit=$1; shift
ulimit -n "$limit" 2>/dev/null || true
while [ "$1" != -- ]; do echo $$ > "$1" || exit 126; shift; done
shift
exec "$@"
`.trim();
function launchArgv({ command, openFiles, joinFiles, cores: cores3 }, tools) {
  return [
    ...["/bin/sh", "-c", LAUNCH, "loadgate", String(openFiles), ...joinFiles, "--"],
    ...tools.setpriv === null ? [] : [tools.setpriv, "--pdeathsig", "KILL"],
    ...tools.taskset === null || cores3 === null ? [] : [tools.taskset, "-c", cores3.join(",")],
    ...command
  ];
}

// src/runtime/process-port.ts
import { once as once4 } from "node:events";
import { createServer as createServer2 } from "node:net";
var FIRST = 18e3;
var COUNT = 12e3;
function createPorts(start2) {
  let at = start2;
  return {
    next: async () => {
      for (let tried = 0; tried < COUNT; tried += 1) {
        const port = FIRST + at++ % COUNT;
        if (await isFree(port)) return port;
      }
      throw machineError("no port is free on 127.0.0.1", {
        code: "no-free-port",
        hint: "End programs that listen on many ports, and run it again."
      });
    }
  };
}
async function isFree(port) {
  const server = createServer2();
  try {
    server.listen(port);
    await once4(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    await new Promise((resolve8) => server.close(resolve8));
  }
}

// src/runtime/process-sweep.ts
async function sweepProcesses(runId, clock = systemClock) {
  if (runId === "") return 0;
  const cgroups = findCgroups(runPrefix(runId));
  const members2 = cgroups.flatMap((cgroup) => cgroup.processes()).flatMap((pid) => readProcess(pid) ?? []);
  const found = new Map([...markedProcesses(runMark(runId)), ...members2].map((entry) => [entry.pid, entry]));
  await endProcesses([...found.values()]);
  for (const cgroup of cgroups) await removeCgroup(cgroup, clock);
  await sweepRunFolders(runId);
  return found.size;
}

// src/runtime/process.ts
var ALL_CAPS = ["cpus", "core", "memory", "pids", "open files", "network"];
function createProcessRuntime(deps) {
  const { clock, runId, env: own3 = process.env } = deps;
  const cores3 = deps.allowedCores ?? allowedCores();
  const abilities = once2(() => findAbilities(deps, cores3));
  const ports = createPorts(process.pid);
  const running = /* @__PURE__ */ new Set();
  const starts = createUnderWay();
  let count4 = 0;
  const start2 = async ({ artifact, cores: pinned, env, signal }) => {
    const { target: target2 } = artifact;
    const { tools, cgroup: version2 } = await abilities();
    signal.throwIfAborted();
    count4 += 1;
    const mark = instanceMark(runId, count4);
    const port = await ports.next();
    const home = await makeRunFolder(runId);
    const cgroup = version2 === "none" ? null : makeCgroup(`${runPrefix(runId)}${count4}`, target2.caps);
    try {
      signal.throwIfAborted();
      const { openFiles } = target2.caps;
      const launch = {
        command: commandOf(target2),
        openFiles,
        joinFiles: cgroup?.joinFiles ?? [],
        cores: pinned
      };
      const environment = { ...processEnv(target2, env, { port, home, own: own3 }), [MARK]: mark };
      const argv = launchArgv(launch, tools);
      const common = {
        clock,
        target: target2,
        argv,
        cwd: artifact.reference,
        env: environment,
        port,
        mark,
        home,
        cgroup
      };
      return await processInstance(common);
    } catch (error2) {
      if (cgroup !== null) await removeCgroup(cgroup, clock);
      await removeRunFolder(home);
      throw error2;
    }
  };
  return {
    kind: "process",
    facts: async () => {
      const { cgroup, held } = await abilities();
      return {
        kind: "process",
        version: process.version,
        cgroup,
        capsHeld: held,
        capsMissing: ALL_CAPS.filter((cap) => !held.includes(cap)),
        ...planCores(cores3, 1)
      };
    },
    upstreamHost: async () => "127.0.0.1",
    build: async (request3) => {
      request3.signal.throwIfAborted();
      return prepareProcess(request3, own3);
    },
    start: (request3) => starts.run(async () => {
      const instance = await start2(request3);
      running.add(instance);
      return instance;
    }),
    close: async () => {
      await starts.settled();
      await Promise.all([...running].map((instance) => instance.stop()));
      await sweepProcesses(runId, clock);
    }
  };
}
async function findAbilities(deps, cores3) {
  const tools = await findTools(deps.exec, deps.env ?? process.env);
  const caps4 = { cpus: 1, memoryBytes: 64 * 2 ** 20, pids: 64, openFiles: 1024 };
  const probe = makeCgroup(`${runPrefix(deps.runId)}probe`, caps4);
  const joined = probe !== null && await canJoin(deps, probe);
  if (probe !== null) await removeCgroup(probe, deps.clock);
  const held = /* @__PURE__ */ new Set(["open files"]);
  if (tools.taskset !== null && cores3.length > 1) held.add("core");
  if (probe !== null && joined) for (const cap of probe.held) held.add(cap);
  return {
    tools,
    cgroup: probe !== null && joined ? probe.cgroup.version : "none",
    held: ALL_CAPS.filter((cap) => held.has(cap))
  };
}
async function canJoin({ exec: exec2 }, { joinFiles }) {
  const script = 'for file; do echo $$ > "$file" || exit 1; done';
  const { exitCode } = await exec2(["/bin/sh", "-c", script, "loadgate", ...joinFiles], { timeoutMs: 1e4 });
  return exitCode === 0;
}

// src/runtime/detect.ts
async function chooseRuntime(want, deps) {
  if (want === "process") return createProcessRuntime(deps);
  const docker = createDockerRuntime(deps);
  try {
    await docker.facts();
    return docker;
  } catch (error2) {
    deps.signal?.throwIfAborted();
    if (want === "docker") throw error2;
    if (!(error2 instanceof LoadgateError)) throw error2;
    deps.log?.info(`Targets run as processes: ${error2.message}.`);
    return createProcessRuntime(deps);
  }
}

// src/system/cleanup.ts
function createCleanup() {
  const entries = [];
  return {
    defer: (name5, undo) => {
      const entry = { name: name5, undo };
      entries.push(entry);
      return async () => {
        const at = entries.indexOf(entry);
        if (at === -1) return;
        entries.splice(at, 1);
        await entry.undo();
      };
    },
    run: async () => {
      const failures2 = [];
      for (let entry = entries.pop(); entry !== void 0; entry = entries.pop()) {
        try {
          await entry.undo();
        } catch (error2) {
          failures2.push({ name: entry.name, error: error2 });
        }
      }
      return failures2;
    }
  };
}

// src/system/exec.ts
import { spawn as spawn3 } from "node:child_process";
import { existsSync } from "node:fs";
import { constants as constants4 } from "node:os";
import { setTimeout as sleep3 } from "node:timers/promises";
var MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
var LATE_ABORT_MS3 = 100;
var exec = (argv, options = {}) => new Promise((resolve8, reject) => {
  options.signal?.throwIfAborted();
  const child = start(argv, options);
  const ending = createEnding(child);
  const stdout = collect3(options.onLine, () => ending.because(outputTooLong(argv)));
  const stderr = collect3(options.onLine, () => ending.because(outputTooLong(argv)));
  child.stdout?.on("data", stdout.write);
  child.stderr?.on("data", stderr.write);
  const onAbort = () => ending.because(options.signal?.reason);
  options.signal?.addEventListener("abort", onAbort, { once: true });
  const timer = options.timeoutMs === void 0 ? void 0 : setTimeout(() => ending.because(timedOut(argv, options)), options.timeoutMs);
  const release2 = () => {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", onAbort);
  };
  child.once("error", (error2) => {
    if (child.pid !== void 0) return;
    release2();
    reject(startError2(argv, options, error2));
  });
  child.once("close", async (code3, signal) => {
    stdout.end();
    stderr.end();
    const exitCode = code3 ?? 128 + (signal === null ? 0 : constants4.signals[signal]);
    if (!ending.begun() && exitCode > 128) await lateAbort(options.signal);
    release2();
    await ending.done();
    if (ending.begun()) reject(ending.reason());
    else resolve8({ exitCode, stdout: stdout.text(), stderr: stderr.text() });
  });
  child.stdin?.on("error", () => {
  });
  child.stdin?.end(options.input);
});
function start(argv, options) {
  const [program3 = "", ...args] = argv;
  return spawn3(program3, args, {
    cwd: options.cwd,
    env: { PATH: process.env["PATH"], ...options.env },
    stdio: [options.input === void 0 ? "ignore" : "pipe", "pipe", "pipe"],
    windowsHide: true
  });
}
function createEnding(child) {
  let begun = false;
  let reason;
  let done = Promise.resolve();
  const exited = new Promise((resolve8) => child.once("exit", () => resolve8()));
  const end = async (pid) => {
    const tree = descendantsOf(pid);
    child.kill("SIGTERM");
    await Promise.all([
      endProcesses(tree),
      Promise.race([exited, sleep3(GRACE_MS2, void 0, { ref: false })])
    ]);
    await endProcesses(descendantsOf(pid));
    child.kill("SIGKILL");
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  return {
    begun: () => begun,
    reason: () => reason,
    /** Settles when nothing of the tree is left. */
    done: () => done,
    because: (why) => {
      if (begun) return;
      begun = true;
      reason = why;
      if (child.pid !== void 0) done = end(child.pid);
    }
  };
}
function collect3(onLine, onTooLong) {
  const chunks = [];
  const lines2 = onLine === void 0 ? void 0 : lineSplitter(onLine);
  let bytes2 = 0;
  return {
    write: (chunk) => {
      bytes2 += chunk.length;
      if (bytes2 > MAX_OUTPUT_BYTES) {
        onTooLong();
        return;
      }
      chunks.push(chunk);
      lines2?.write(chunk);
    },
    end: () => lines2?.end(),
    text: () => Buffer.concat(chunks).toString("utf8")
  };
}
function lateAbort(signal) {
  if (signal === void 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve8) => {
    const timer = setTimeout(resolve8, LATE_ABORT_MS3);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve8();
      },
      { once: true }
    );
  });
}
function startError2(argv, options, cause) {
  const program3 = argv[0] ?? "";
  if (options.cwd !== void 0 && !existsSync(options.cwd)) {
    return new LoadgateError(`the folder ${options.cwd}, in which ${program3} was to run, does not exist`, {
      kind: "machine",
      code: "folder-missing",
      hint: "Check that the checkout is complete and that nothing removes it during the run.",
      cause
    });
  }
  if ("code" in cause && cause.code === "ENOENT") {
    return new LoadgateError(`the program ${program3} was not found`, {
      kind: "machine",
      code: "program-missing",
      hint: `Install ${program3}, or add its folder to PATH.`,
      cause
    });
  }
  return new LoadgateError(`the program ${program3} could not be started: ${cause.message}`, {
    kind: "machine",
    code: "program-failed",
    hint: "Check that the program is executable on this machine.",
    cause
  });
}
function timedOut(argv, options) {
  return new LoadgateError(`\`${title(argv)}\` did not end within ${(options.timeoutMs ?? 0) / 1e3} s`, {
    kind: "machine",
    code: "timeout",
    hint: "The machine may be overloaded, or the network may not answer: run it again."
  });
}
function outputTooLong(argv) {
  return new LoadgateError(`\`${title(argv)}\` wrote more than ${MAX_OUTPUT_BYTES / 2 ** 20} MiB`, {
    kind: "machine",
    code: "output-too-long",
    hint: "Make it write less."
  });
}
function title(argv) {
  return argv.slice(0, 2).join(" ");
}

// src/system/interrupt.ts
var SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
var CRASHES = ["uncaughtException", "unhandledRejection"];
var CRASH_MS = 3e4;
function listenForInterrupt() {
  const controller = new AbortController();
  let received = null;
  let watchdog;
  const onSignal = (name5) => {
    if (controller.signal.aborted) return;
    received = name5;
    controller.abort(
      new LoadgateError(`the run was cancelled (${name5})`, {
        kind: "machine",
        code: "cancelled",
        hint: "Run it again; what was measured before is in the record."
      })
    );
  };
  const onCrash = (cause) => {
    watchdog ??= setTimeout(() => process.exit(3), CRASH_MS).unref();
    const what = cause instanceof Error ? cause.message : String(cause);
    controller.abort(
      new LoadgateError(`the run ended by an error that nobody expected: ${what}`, {
        kind: "machine",
        code: "crashed",
        hint: "This is a defect of loadgate: please report it with the log of this run.",
        cause
      })
    );
  };
  for (const name5 of SIGNALS) process.on(name5, onSignal);
  for (const name5 of CRASHES) process.on(name5, onCrash);
  return {
    signal: controller.signal,
    received: () => received,
    dispose: () => {
      clearTimeout(watchdog);
      for (const name5 of SIGNALS) process.off(name5, onSignal);
      for (const name5 of CRASHES) process.off(name5, onCrash);
    }
  };
}

// src/system/machine.ts
import { createHash as createHash4 } from "node:crypto";
import { arch, availableParallelism, cpus, release, totalmem, type } from "node:os";
var GIB = 1024 ** 3;
function readMachine() {
  const cpuModel = cpus()[0]?.model.trim() || "unknown";
  const cores3 = availableParallelism();
  const identity2 = [cpuModel, cores3, Math.round(totalmem() / GIB), arch()].join("\n");
  return {
    fingerprint: createHash4("sha256").update(identity2).digest("hex").slice(0, 16),
    cpuModel,
    cores: cores3,
    memoryBytes: totalmem(),
    os: type(),
    kernel: release(),
    arch: arch()
  };
}

// src/system/stopwatch.ts
function createStopwatch(clock) {
  const totals2 = /* @__PURE__ */ new Map();
  return {
    time: async (stage, body) => {
      const startNs = clock.monotonicNs();
      try {
        return await body();
      } finally {
        const ms = Number(clock.monotonicNs() - startNs) / 1e6;
        totals2.set(stage, (totals2.get(stage) ?? 0) + ms);
      }
    },
    totals: () => Object.fromEntries([...totals2].map(([stage, ms]) => [stage, Math.round(ms)]))
  };
}

// src/job/session.ts
var newRunId = () => randomBytes(6).toString("hex");
var newSeed = () => randomBytes(4).readUInt32BE() % (MAX_SEED + 1);
var bundle = (name5) => fileURLToPath(new URL(name5, import.meta.url));
async function withSession(options, body) {
  const { id, log: log3 } = options;
  const interrupt = listenForInterrupt();
  const cleanup = createCleanup();
  const deps = {
    chooseRuntime: () => chooseRuntime(options.runtime, { exec, clock: systemClock, runId: id, log: log3, signal: interrupt.signal }),
    bundles: { load: bundle("./load.js"), upstream: bundle("./upstream.js") },
    allowedCores: allowedCores(),
    machine: readMachine(),
    version: options.version,
    clock: systemClock,
    log: log3,
    cleanup,
    stopwatch: createStopwatch(systemClock),
    signal: interrupt.signal
  };
  try {
    return await body({ id, deps, interrupt });
  } finally {
    for (const { name: name5, error: error2 } of await cleanup.run()) {
      log3.warning(`clean-up of ${name5} failed: ${error2 instanceof Error ? error2.message : String(error2)}`);
    }
    await endDescendants(process.pid);
    interrupt.dispose();
  }
}

// src/cli/demo.ts
var DEMO = fileURLToPath2(new URL("../fixtures/demo/", import.meta.url));
async function demo(options, log3) {
  const ended2 = await measureDemo(options, log3);
  const noImage = ended2.outcome.record.problems.some((problem2) => problem2.code === "base-image-unavailable");
  if (!noImage || options.runtime !== "auto") return ended2;
  log3.warning(
    "The engine answers, but the base image node:24-slim can't be had: the demo runs as processes."
  );
  return measureDemo({ ...options, runtime: "process" }, log3);
}
async function measureDemo(options, log3) {
  const config2 = parseConfig(await readFile3(`${DEMO}loadgate.yml`, "utf8"), "fixtures/demo/loadgate.yml");
  const id = newRunId();
  return withSession({ id, log: log3, runtime: options.runtime, version: VERSION }, async ({ deps, interrupt }) => {
    const request3 = {
      id,
      config: config2,
      filter: [],
      candidate: directorySide(`${DEMO}candidate`, "the slower version"),
      baseline: directorySide(`${DEMO}baseline`, "the first version"),
      baselineConfig: null,
      noBaseline: null,
      stored: null,
      seed: options.seed ?? newSeed()
    };
    return { outcome: await runJob(request3, deps), signal: interrupt.received() };
  });
}

// src/cli/doctor.ts
import { readFile as readFile4 } from "node:fs/promises";
import { fileURLToPath as fileURLToPath3 } from "node:url";

// src/config/input-text.ts
function inputError(input, message, hint) {
  return new LoadgateError(`input "${input}": ${message}`, { kind: "usage", code: "input-invalid", hint });
}
function given(text2) {
  const trimmed = text2?.trim();
  return trimmed === "" ? void 0 : trimmed;
}
function numberOrText(text2) {
  return text2 !== void 0 && /^-?\d+(\.\d+)?$/.test(text2) ? Number(text2) : text2;
}
function contentLines(text2 = "") {
  return text2.split(/\r\n|\r|\n/).map((line2, index) => ({ line: line2.trim(), number: index + 1 })).filter(({ line: line2 }) => line2 !== "" && !line2.startsWith("#"));
}
function parseEnvLines(text2, complain) {
  const variables = /* @__PURE__ */ new Map();
  for (const { line: line2, number: number5 } of contentLines(text2)) {
    const [, name5 = "", value = ""] = /^([A-Za-z_][A-Za-z0-9_.-]*)=(.*)$/.exec(line2) ?? [];
    const isName = name5 !== "" && name5 !== "__proto__";
    const problem2 = !isName ? "expected NAME=value" : variables.has(name5) ? `${name5} is there twice` : null;
    if (problem2 === null) variables.set(name5, value);
    else complain("env", `line ${number5}: ${problem2}`, "Write one NAME=value a line.");
  }
  return Object.fromEntries(variables);
}

// src/config/settings.ts
var settingsSchema = strictObject(settingsShape);
function settingsOf(inputs) {
  return written({
    budget: given(inputs.budget),
    compare: given(inputs.compare),
    caps: written({ cpus: numberOrText(given(inputs.cpus)), memory: given(inputs.memory) }),
    gate: written({ slower: given(inputs.slower), "on-inconclusive": given(inputs.onInconclusive) })
  });
}
function written(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== void 0));
}
function inputNameOf(path) {
  const [first, second, third] = path.map(String);
  if (first === "targets") return third ?? "build";
  if (first === "scenarios") return "requests";
  return (first === "caps" || first === "gate" ? second : first) ?? "config";
}

// src/config/overrides.ts
function applyOverrides(config2, inputs) {
  const errors = [];
  const env = parseEnvLines(inputs.env, (...what) => errors.push(inputError(...what)));
  const raw = settingsOf(inputs);
  const checked = settingsSchema.safeParse(raw);
  if (!checked.success) {
    const findings = findingsOf(checked.error.issues, raw);
    errors.push(...findings.map(({ path, message, hint }) => inputError(inputNameOf(path), message, hint)));
  }
  if (!checked.success || errors.length > 0) throw new LoadgateErrors(errors);
  const { budget, compare: compare3, caps: caps4, gate: gate2 } = checked.data;
  const override = (target2) => ({
    ...target2,
    caps: withCaps(target2.caps, caps4),
    env: { ...target2.env, ...env }
  });
  return {
    ...config2,
    budgetMs: budget ?? config2.budgetMs,
    compare: compare3 ?? config2.compare,
    gate: {
      ...config2.gate,
      slower: gate2?.slower ?? config2.gate.slower,
      onInconclusive: gate2?.["on-inconclusive"] ?? config2.gate.onInconclusive
    },
    targets: config2.targets.map(override)
  };
}

// src/compare/sensitivity.ts
function sensitivities(cells2, times2) {
  const secondsEach = generationSeconds(cells2);
  return SAMPLED.flatMap((metric) => {
    const spreads = cells2.flatMap((cell3) => spreadOf(cell3, metric) ?? []);
    const worst = spreads.sort((a, b) => b.stdev - a.stdev)[0];
    if (worst === void 0 || secondsEach === null) return [];
    const visible2 = times2.map((seconds) => visibleIn(seconds, secondsEach, worst.stdev, metric));
    return [{ metric, ...worst, visible: visible2 }];
  });
}
function spreadOf(cell3, metric) {
  const values = pairedSamples(cell3, metric).map(({ value }) => value);
  return values.length < 2 ? null : { stdev: sampleStdev(values), generations: values.length };
}
function generationSeconds(cells2) {
  const lengths = cells2.flatMap((cell3) => cell3.generations.map((generation2) => generation2.durationMs));
  return lengths.length === 0 ? null : mean(lengths) / 1e3 / cells2.length;
}
function visibleIn(seconds, secondsEach, stdev, metric) {
  const generations2 = Math.floor(seconds / secondsEach);
  if (generations2 < RULE.leastGenerations) return { seconds, generations: generations2, change: null };
  const estimate = { mean: 0, standardError: stdev / Math.sqrt(generations2), degrees: generations2 - 1 };
  const effect2 = smallestVisible(estimate, RULE.intervalAlpha, RULE.power);
  return {
    seconds,
    generations: generations2,
    change: higherIsBetter(metric) ? -Math.expm1(-effect2) : Math.expm1(effect2)
  };
}

// src/system/contention.ts
import { readFileSync as readFileSync10 } from "node:fs";
function watchContention() {
  const before = parseStat2(stat());
  return () => contentionBetween(before, parseStat2(stat()));
}
function stat() {
  try {
    return readFileSync10("/proc/stat", "utf8");
  } catch {
    return "";
  }
}
function parseStat2(text2) {
  const fields = /^cpu +(.+)$/m.exec(text2)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
  const steal = fields[7];
  if (steal === void 0 || fields.some((field2) => !Number.isFinite(field2)))
    return { steal: null, total: null };
  return { steal, total: fields.slice(0, 8).reduce((sum2, field2) => sum2 + field2, 0) };
}
function contentionBetween(before, after) {
  if (before.steal === null || after.steal === null || before.total === null || after.total === null) {
    return { steal: null };
  }
  const passed = after.total - before.total;
  return { steal: passed <= 0 ? null : Math.min(1, Math.max(0, (after.steal - before.steal) / passed)) };
}

// src/job/ceiling.ts
var CONNECTIONS = 64;
var WARM_UP_MS = 1e3;
var ROUND_MS = 3e3;
var TRIM_MS = 250;
var LEAD_MS = 50;
async function measureCeiling(cores3, deps) {
  const upstream = await startUpstream({
    childPath: deps.bundles.upstream,
    host: "127.0.0.1",
    cores: cores3.targetCores
  });
  const endUpstream = deps.cleanup.defer("upstream", () => upstream.close());
  const generator2 = await startGenerator({ childPath: deps.bundles.load, cores: cores3.generatorCores });
  const endGenerator = deps.cleanup.defer("generator", () => generator2.close());
  try {
    const load = (durationMs) => generator2.run(
      {
        url: upstream.url("candidate"),
        method: "GET",
        headers: {},
        body: null,
        connections: CONNECTIONS,
        durationMs,
        trimMs: TRIM_MS,
        timeoutMs: 5e3,
        startAtNs: (deps.clock.monotonicNs() + BigInt(LEAD_MS * 1e6)).toString(),
        expectStatus: 200,
        expectBody: null
      },
      deps.signal
    );
    await load(WARM_UP_MS);
    const { rps: rps2, generatorCpu, latencyUs } = await load(ROUND_MS);
    return { connections: CONNECTIONS, rps: rps2, cpu: generatorCpu, p50Us: latencyUs.p50 };
  } finally {
    await Promise.all([endGenerator(), endUpstream()]);
  }
}

// src/job/doctor.ts
var TIMES = [30, 60, 120, 300];
var ROUNDS = { duets: 1, solos: 1, probes: 1, atSaturation: "go-on" };
async function examine(request3, deps) {
  const { config: config2 } = request3;
  const contention = watchContention();
  const ceiling = await ceilingOf(config2, deps);
  const measured3 = await measuredRecord(bothSides(request3), untilBudget(config2), deps);
  const record2 = { ...measured3, problems: [...ceiling.problems, ...measured3.problems] };
  return {
    record: record2,
    comparison: compareRecord(record2, config2.gate, config2.measure),
    sensitivities: sensitivities(
      record2.cells.filter(({ generations: generations2 }) => generations2.length > 0),
      TIMES
    ),
    ceiling: ceiling.found,
    contention: contention()
  };
}
async function ceilingOf(config2, deps) {
  const cpus2 = Math.max(...config2.targets.map((target2) => target2.caps.cpus), 0);
  deps.log.progress("The load generator on its own");
  try {
    const found = await deps.stopwatch.time(
      "ceiling",
      () => measureCeiling(planCores(deps.allowedCores, cpus2), deps)
    );
    return { found, problems: [] };
  } catch (error2) {
    return { found: null, problems: toProblems(error2) };
  }
}
var bothSides = ({ id, config: config2, side: side2, seed: seed2 }) => ({
  id,
  config: config2,
  filter: [],
  candidate: side2,
  baseline: side2,
  baselineConfig: null,
  noBaseline: null,
  stored: null,
  seed: seed2,
  evenIfUnchanged: true
});
var untilBudget = ({ measure: measure4, budgetMs }) => ({
  nextStep: () => "screen",
  settings: measure4,
  rounds: ROUNDS,
  budgetMs,
  cutShort: "what was measured by then is told"
});

// src/report/escape.ts
import { stripVTControlCharacters as stripVTControlCharacters2 } from "node:util";
var NAME_LENGTH = 80;
var SENTENCE_LENGTH = 300;
var BREAK = "​";
var INVISIBLE2 = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;
var LONE_SURROGATE = new RegExp("\\p{Surrogate}", "gu");
var STACKED_MARKS = new RegExp("(\\p{M}{4})\\p{M}+", "gu");
function plain2(text2, max = SENTENCE_LENGTH) {
  const head = headOf(text2, max);
  const line2 = visible(head.replace(/[\s\u0085]+/gu, " ")).replace(/ {2,}/g, " ").trim();
  return shorten(line2, max, head.length < text2.length);
}
function plainLog(lines2, limits) {
  return lines2.slice(-limits.lines).flatMap((line2) => line2.split("\n")).slice(-limits.lines).map((line2) => line2.split("\r").findLast((part) => part !== "") ?? "").map((line2) => printableLine(line2, limits.length));
}
function escapeText(text2, max = SENTENCE_LENGTH) {
  return references(breakUp(plain2(text2, max)));
}
function code(text2, max = NAME_LENGTH) {
  const shown2 = plain2(text2, max).replace(/@/g, `@${BREAK}`) || "(empty)";
  const inert = references(shown2).replace(/:(?=\/\/)/g, "&#58;").replace(/(?<=www)\./gi, "&#46;");
  return `<code>${inert}</code>`;
}
function label(text2, max = NAME_LENGTH) {
  const name5 = plain2(text2, max);
  return name5 !== "" && escapeText(name5, max) === name5 ? name5 : code(name5, max);
}
function printableLine(line2, max) {
  const head = headOf(line2, max);
  const shown2 = visible(head.replace(/\t/g, "  ").replace(/[\u2028\u2029]/g, " ")).trimEnd();
  return shorten(shown2, max, head.length < line2.length);
}
function shorten(text2, max, alreadyCut) {
  const characters = Array.from(text2);
  if (characters.length <= max && !alreadyCut) return text2;
  return `${characters.slice(0, max - 1).join("").trimEnd()}…`;
}
function headOf(text2, max) {
  return text2.slice(0, 8 * max + 1024);
}
function visible(text2) {
  return stripVTControlCharacters2(text2).replace(LONE_SURROGATE, "�").replace(INVISIBLE2, "").replace(STACKED_MARKS, "$1");
}
function breakUp(text2) {
  return text2.replace(/@/g, `@${BREAK}`).replace(/#(?=\d)/g, `#${BREAK}`).replace(/\b(GH-)(?=\d)/gi, `$1${BREAK}`).replace(/:(?=\/\/)/g, `:${BREAK}`).replace(/(www)(?=\.)/gi, `$1${BREAK}`).replace(/:(?=[\w+-]+:)/g, `:${BREAK}`).replace(/\b[0-9a-f]{7,}\b/gi, (id) => id.replace(/.{6}(?=.)/g, `$&${BREAK}`));
}
var REFERENCES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
function references(text2) {
  return text2.replace(/[&<>`*~[\]|\\#${}^]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, toReference).replace(/^[-+=:]/, toReference).replace(/^(\d+)([.)])(?=\s|$)/, (_all, digits, mark) => digits + toReference(mark));
}
function toReference(character) {
  return REFERENCES[character] ?? `&#${character.codePointAt(0)};`;
}

// src/report/format.ts
var MINUS = "−";
var FACTOR_FROM = 3;
var LARGE_PERCENT = 30;
function number4(value, decimals = 0) {
  if (!Number.isFinite(value)) return "—";
  const [whole2 = "0", fraction2] = Math.abs(value).toFixed(decimals).split(".");
  const digits = whole2.replace(/\B(?=(?:\d{3})+$)/g, ",") + (fraction2 === void 0 ? "" : `.${fraction2}`);
  return value < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits;
}
function plural(count4, one, many = `${one}s`) {
  return `${perRequest(count4)} ${count4 === 1 ? one : many}`;
}
function list(words2) {
  if (words2.length < 2) return words2.join("");
  return `${words2.slice(0, -1).join(", ")} and ${words2.at(-1)}`;
}
function rate(rps2) {
  return `${number4(rps2, decimalsFor(rps2, 100))} req/s`;
}
function perRequest(count4) {
  return number4(count4, 2).replace(/\.?0+$/, "");
}
function time3(us) {
  const unit = timeUnit(us);
  return `${inUnit(us, unit)} ${unit.name}`;
}
function timePair(from, to) {
  return pair(from, to, timeUnit(Math.max(from, to)));
}
function bytes(count4) {
  const unit = byteUnit(count4);
  return `${inUnit(count4, unit).replace(/\.0$/, "")} ${unit.name}`;
}
function bytesPair(from, to) {
  return pair(from, to, byteUnit(Math.max(from, to)));
}
function duration4(ms) {
  if (ms < 100) return `${number4(ms)} ms`;
  if (ms < 1e4) return `${number4(ms / 1e3, 1)} s`;
  const seconds = Math.round(ms / 1e3);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = `${number4(Math.floor(minutes / 60))} h`;
  return minutes % 60 === 0 ? hours : `${hours} ${minutes % 60} min`;
}
function percent2(fraction2) {
  const value = Math.abs(fraction2) * 100;
  const decimals = value >= 10 ? 0 : value >= 1 ? 1 : 2;
  return `${number4(value, decimals).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "")} %`;
}
function share2(fraction2) {
  return `${number4(fraction2 * 100)} %`;
}
function change2(ratio2, interval2) {
  if (!Number.isFinite(ratio2)) return "—";
  if (isFactor(ratio2)) return factor(ratio2);
  return `${signed(ratio2, decimalsOf(ratio2, interval2))} %`;
}
function range(ratio2, interval2) {
  if (isFactor(ratio2)) return `${factor(interval2.low)} … ${factor(interval2.high)}`;
  const decimals = decimalsOf(ratio2, interval2);
  return `${signed(interval2.low, decimals)} … ${signed(interval2.high, decimals)} %`;
}
function size2(ratio2, interval2) {
  return `${number4(Math.abs(ratio2 - 1) * 100, decimalsOf(ratio2, interval2))} %`;
}
function between(ratio2, interval2) {
  if (isFactor(ratio2)) return `between ${times(interval2.low)} and ${times(interval2.high)} times`;
  const decimals = decimalsOf(ratio2, interval2);
  const holdsZero = interval2.low <= 1 && interval2.high >= 1;
  if (holdsZero) return `between ${signed(interval2.low, decimals)} and ${signed(interval2.high, decimals)} %`;
  const ends = [interval2.low, interval2.high].map((end) => Math.abs(end - 1) * 100).sort((a, b) => a - b);
  const [near = 0, far = 0] = ends;
  return `between ${number4(near, decimals)} and ${number4(far, decimals)} %`;
}
function isFactor(ratio2) {
  return ratio2 >= FACTOR_FROM;
}
function times(ratio2) {
  return number4(ratio2, ratio2 >= 100 ? 0 : 1);
}
function factor(ratio2) {
  return `×${times(ratio2)}`;
}
function signed(ratio2, decimals) {
  const text2 = number4((ratio2 - 1) * 100, decimals);
  return ratio2 > 1 && /[1-9]/.test(text2) ? `+${text2}` : text2;
}
function decimalsOf(ratio2, interval2) {
  const value = Math.abs(ratio2 - 1) * 100;
  if (interval2 === null) return value >= LARGE_PERCENT ? 0 : 1;
  const half = (interval2.high - interval2.low) / 2 * 100;
  const decimals = half >= 2 || half >= 0.5 && value >= LARGE_PERCENT ? 0 : half >= 0.1 ? 1 : 2;
  const nearest2 = Math.min(Math.abs(interval2.low - 1), Math.abs(interval2.high - 1)) * 100;
  const excludesZero = interval2.low > 1 || interval2.high < 1;
  return excludesZero && decimals < 2 && Number(nearest2.toFixed(decimals)) === 0 ? decimals + 1 : decimals;
}
function unbreakable(text2) {
  return text2.replace(/ (?=[→%]|(?:µs|ms|s|B|[KMG]iB)(?![\w-]))|(?<=→) /g, " ");
}
var MICROSECOND = { name: "µs", per: 1, most: 1, whole: 10 };
var MILLISECOND = { name: "ms", per: 1e3, most: 2, whole: 100 };
var SECOND2 = { name: "s", per: 1e6, most: 2, whole: 100 };
function timeUnit(us) {
  return us >= SECOND2.per ? SECOND2 : us >= MILLISECOND.per ? MILLISECOND : MICROSECOND;
}
var BYTE = { name: "B", per: 1, most: 0, whole: 1 };
var KIB = { name: "KiB", per: 2 ** 10, most: 1, whole: 100 };
var MIB2 = { name: "MiB", per: 2 ** 20, most: 1, whole: 100 };
var GIB2 = { name: "GiB", per: 2 ** 30, most: 1, whole: 100 };
function byteUnit(count4) {
  return [GIB2, MIB2, KIB].find((unit) => count4 >= unit.per) ?? BYTE;
}
function inUnit(value, unit) {
  const scaled = value / unit.per;
  return number4(scaled, Math.min(unit.most, decimalsFor(scaled, unit.whole)));
}
function pair(from, to, unit) {
  const decimals = Math.min(unit.most, decimalsFor(Math.max(from, to) / unit.per, unit.whole));
  return `${number4(from / unit.per, decimals)} → ${number4(to / unit.per, decimals)} ${unit.name}`;
}
function decimalsFor(value, whole2) {
  const magnitude = Math.abs(value);
  return magnitude >= whole2 ? 0 : magnitude >= whole2 / 10 ? 1 : 2;
}

// node_modules/markdown-table/index.js
function defaultStringLength(value) {
  return value.length;
}
function markdownTable(table4, options) {
  const settings = options || {};
  const align = (settings.align || []).concat();
  const stringLength = settings.stringLength || defaultStringLength;
  const alignments = [];
  const cellMatrix = [];
  const sizeMatrix = [];
  const longestCellByColumn = [];
  let mostCellsPerRow = 0;
  let rowIndex = -1;
  while (++rowIndex < table4.length) {
    const row4 = [];
    const sizes2 = [];
    let columnIndex2 = -1;
    if (table4[rowIndex].length > mostCellsPerRow) {
      mostCellsPerRow = table4[rowIndex].length;
    }
    while (++columnIndex2 < table4[rowIndex].length) {
      const cell3 = serialize(table4[rowIndex][columnIndex2]);
      if (settings.alignDelimiters !== false) {
        const size3 = stringLength(cell3);
        sizes2[columnIndex2] = size3;
        if (longestCellByColumn[columnIndex2] === void 0 || size3 > longestCellByColumn[columnIndex2]) {
          longestCellByColumn[columnIndex2] = size3;
        }
      }
      row4.push(cell3);
    }
    cellMatrix[rowIndex] = row4;
    sizeMatrix[rowIndex] = sizes2;
  }
  let columnIndex = -1;
  if (typeof align === "object" && "length" in align) {
    while (++columnIndex < mostCellsPerRow) {
      alignments[columnIndex] = toAlignment(align[columnIndex]);
    }
  } else {
    const code3 = toAlignment(align);
    while (++columnIndex < mostCellsPerRow) {
      alignments[columnIndex] = code3;
    }
  }
  columnIndex = -1;
  const row3 = [];
  const sizes = [];
  while (++columnIndex < mostCellsPerRow) {
    const code3 = alignments[columnIndex];
    let before = "";
    let after = "";
    if (code3 === 99) {
      before = ":";
      after = ":";
    } else if (code3 === 108) {
      before = ":";
    } else if (code3 === 114) {
      after = ":";
    }
    let size3 = settings.alignDelimiters === false ? 1 : Math.max(
      1,
      longestCellByColumn[columnIndex] - before.length - after.length
    );
    const cell3 = before + "-".repeat(size3) + after;
    if (settings.alignDelimiters !== false) {
      size3 = before.length + size3 + after.length;
      if (size3 > longestCellByColumn[columnIndex]) {
        longestCellByColumn[columnIndex] = size3;
      }
      sizes[columnIndex] = size3;
    }
    row3[columnIndex] = cell3;
  }
  cellMatrix.splice(1, 0, row3);
  sizeMatrix.splice(1, 0, sizes);
  rowIndex = -1;
  const lines2 = [];
  while (++rowIndex < cellMatrix.length) {
    const row4 = cellMatrix[rowIndex];
    const sizes2 = sizeMatrix[rowIndex];
    const cellsInRow = settings.fillRows === false ? Math.max(1, cellMatrix[rowIndex === 1 ? 0 : rowIndex].length) : mostCellsPerRow;
    columnIndex = -1;
    const line2 = [];
    while (++columnIndex < cellsInRow) {
      const cell3 = row4[columnIndex] || "";
      let before = "";
      let after = "";
      if (settings.alignDelimiters !== false) {
        const size3 = longestCellByColumn[columnIndex] - (sizes2[columnIndex] || 0);
        const code3 = alignments[columnIndex];
        if (code3 === 114) {
          before = " ".repeat(size3);
        } else if (code3 === 99) {
          const half = size3 / 2;
          if (size3 % 2) {
            before = " ".repeat(half + 0.5);
            after = " ".repeat(half - 0.5);
          } else {
            before = " ".repeat(half);
            after = before;
          }
        } else {
          after = " ".repeat(size3);
        }
      }
      if (settings.delimiterStart !== false && !columnIndex) {
        line2.push("|");
      }
      if (settings.padding !== false && // Don’t add the opening space if we’re not aligning and the cell is
      // empty: there will be a closing space.
      !(settings.alignDelimiters === false && cell3 === "") && (settings.delimiterStart !== false || columnIndex)) {
        line2.push(" ");
      }
      if (settings.alignDelimiters !== false) {
        line2.push(before);
      }
      line2.push(cell3);
      if (settings.alignDelimiters !== false) {
        line2.push(after);
      }
      if (settings.padding !== false) {
        line2.push(" ");
      }
      if (settings.delimiterEnd !== false || columnIndex !== cellsInRow - 1) {
        line2.push("|");
      }
    }
    lines2.push(
      settings.delimiterEnd === false ? line2.join("").replace(/ +$/, "") : line2.join("")
    );
  }
  return lines2.join("\n");
}
function serialize(value) {
  return value === null || value === void 0 ? "" : String(value);
}
function toAlignment(value) {
  const code3 = typeof value === "string" ? value.codePointAt(0) : 0;
  return code3 === 67 || code3 === 99 ? 99 : code3 === 76 || code3 === 108 ? 108 : code3 === 82 || code3 === 114 ? 114 : 0;
}

// src/report/width.ts
var WIDE = /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
var NARROWEST = /^[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;
function displayWidth(text2) {
  if (/^[ -~]*$/.test(text2)) return text2.length;
  let width = 0;
  for (const character of text2) {
    if (NARROWEST.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}
function cutToWidth(text2, columns) {
  if (displayWidth(text2) <= columns) return text2;
  let cut = "";
  let width = 1;
  for (const character of text2) {
    width += displayWidth(character);
    if (width > columns) break;
    cut += character;
  }
  return columns < 1 ? "" : `${cut.trimEnd()}…`;
}
function padStart(text2, columns) {
  return " ".repeat(Math.max(0, columns - displayWidth(text2))) + text2;
}
function padEnd(text2, columns) {
  return text2 + " ".repeat(Math.max(0, columns - displayWidth(text2)));
}

// src/report/markdown.ts
var NONE3 = "—";
function grid(columns, rows) {
  const filled = columns.map((column2) => ({ column: column2, cells: rows.map((row3) => column2.read(row3)) })).filter(({ cells: cells2 }) => cells2.some(hasContent));
  return {
    header: filled.map(({ column: column2 }) => column2.header.replace(/ /g, " ")),
    align: filled.map(({ column: column2 }) => column2.align.charAt(0)),
    rows: rows.map((_row, at) => filled.map(({ column: column2, cells: cells2 }) => cellText(column2, cells2[at] ?? "")))
  };
}
function renderGrid({ header, align }, rows, { aligned }) {
  if (rows.length === 0) return "";
  return markdownTable([header, ...rows], { align, alignDelimiters: aligned, stringLength: displayWidth });
}
function hasContent(text2) {
  return text2 !== "" && text2 !== NONE3;
}
function cellText(column2, text2) {
  return column2.wraps === true ? unbreakable(text2) : text2.replace(/ /g, " ");
}
function paragraphs(parts) {
  return parts.filter((part) => part !== "").join("\n\n");
}

// src/report/prose.ts
var plainProse = {
  strong: (words2) => words2,
  cell: names,
  name: names,
  code: (text2) => plain2(text2, NAME_LENGTH),
  text: (text2, max = SENTENCE_LENGTH) => plain2(text2, max)
};
function names(...all) {
  return all.map((name5) => plain2(name5, NAME_LENGTH)).join(" · ");
}
var STARTERS = "the|a|an|no|this|that|there|it|its|one|two|none|neither|nothing|nobody|not|too|keep-alive|generation";
var STARTS_SMALL = new RegExp(`^(?:${STARTERS})(?= )`);
var STARTS_LARGE = new RegExp(`^(?:${STARTERS})(?= )`, "i");
function sentence(message) {
  const text2 = message.trim();
  if (text2 === "") return "";
  const start2 = STARTS_SMALL.test(text2) ? text2.charAt(0).toUpperCase() + text2.slice(1) : text2;
  return /[.!?…:]$/.test(start2) ? start2 : `${start2}.`;
}
function clause(message) {
  const text2 = message.trim().replace(/\.$/, "");
  return STARTS_LARGE.test(text2) ? text2.charAt(0).toLowerCase() + text2.slice(1) : text2;
}

// src/report/problems.ts
var LOG_LINES2 = 20;
var TERMINAL_LINE_LENGTH = 400;
var PATH_LENGTH = 160;
var TERMINAL_SENTENCE_LENGTH = 1e3;
function renderProblemText(problem2) {
  const lines2 = [
    `error: ${sentence(plain2(problem2.message, TERMINAL_SENTENCE_LENGTH))} [${plain2(problem2.code)}]`
  ];
  if (problem2.location !== null) lines2.push(`  at ${plain2(locationText(problem2.location), PATH_LENGTH)}`);
  if (problem2.hint.trim() !== "") lines2.push(`  ${sentence(plain2(problem2.hint, TERMINAL_SENTENCE_LENGTH))}`);
  const log3 = plainLog(problem2.log, { lines: LOG_LINES2, length: TERMINAL_LINE_LENGTH });
  return [...lines2, ...log3.map((line2) => `  | ${line2}`.trimEnd())].join("\n");
}
function locationText(location) {
  return `${location.file}:${location.line}:${location.column}`;
}

// src/report/text-table.ts
var GAP = "  ";
function textTable(columns, rows, width) {
  const laid = layOut(
    columns.filter((column2) => rows.some((row3) => hasContent(column2.read(row3)))),
    rows,
    width
  );
  const header = laid.map(({ column: column2, width: wide }) => cell(column2, column2.header, wide));
  const body = rows.map((row3) => laid.map(({ column: column2, width: wide }) => cell(column2, column2.read(row3), wide)));
  return [header, ...body].map((cells2) => cells2.join(GAP).trimEnd());
}
function layOut(columns, rows, width) {
  const laid = columns.map((column2) => ({
    column: column2,
    width: Math.max(displayWidth(column2.header), ...rows.map((row3) => displayWidth(column2.read(row3))))
  }));
  const over = laid.reduce((sum2, { width: wide }) => sum2 + wide + GAP.length, -GAP.length) - width;
  if (over <= 0) return laid;
  const shrinking = laid.find(
    ({ column: column2, width: wide }) => wide - over >= (column2.shrinksTo ?? Number.POSITIVE_INFINITY)
  );
  if (shrinking !== void 0) {
    return laid.map((one) => one === shrinking ? { ...one, width: one.width - over } : one);
  }
  const last = laid.reduce((most, { column: column2 }) => Math.max(most, column2.drop), 0);
  if (last === 0) return laid;
  return layOut(
    columns.filter(({ drop }) => drop !== last),
    rows,
    width
  );
}
function cell(column2, text2, width) {
  const cut = cutToWidth(text2, width);
  return column2.align === "right" ? padStart(cut, width) : padEnd(cut, width);
}

// src/report/doctor.ts
var WORDS = {
  throughput: "requests/s lost",
  cpu: "CPU time per request",
  latency: "service time",
  memory: "peak memory"
};
var MUCH_STEAL = 0.02;
var CEILING_SHARE = 0.85;
function renderDoctor(examination, asked, columns) {
  const findings = findingsOf2(examination, asked);
  const parts = [
    machineText(examination),
    sensitivityTable(examination.sensitivities, columns),
    findings.map(({ tone, text: text2 }) => `${tone === "good" ? "✓" : "!"} ${text2}`).join("\n"),
    examination.record.problems.map(renderProblemText).join("\n\n")
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}
function machineText({ record: record2 }) {
  const { machine: machine2, runtime: runtime2 } = record2;
  const size3 = `${plural(machine2.cores, "core")}, ${bytes(machine2.memoryBytes)}`;
  const engine = runtime2.kind === "docker" ? `Docker ${plain2(runtime2.version, 40)}, cgroup ${runtime2.cgroup}` : `no Docker engine: processes (Node.js ${plain2(runtime2.version, 40)}, cgroup ${runtime2.cgroup})`;
  return `${plain2(machine2.cpuModel, 80)}, ${size3}
${engine}`;
}
function sensitivityTable(rows, columns) {
  const [first] = rows;
  if (first === void 0) return "";
  const times2 = first.visible.map(
    ({ seconds, generations: generations2 }, at) => ({
      header: `in ${duration4(seconds * 1e3)} (${plural(generations2, "generation")})`,
      align: "right",
      read: (row3) => {
        const change3 = row3.visible[at]?.change ?? null;
        return change3 === null ? "—" : `≥ ${percent2(change3)}`;
      },
      drop: 0
    })
  );
  const table4 = [
    { header: "sees a change of", align: "left", read: ({ metric }) => WORDS[metric] ?? metric, drop: 0 },
    ...times2,
    { header: "s.d. a generation", align: "right", read: ({ stdev }) => percent2(stdev), drop: 1 }
  ];
  const lines2 = textTable(table4, rows, columns).join("\n");
  return `${lines2}
Time is for one cell; four times out of five, at a level of 95 %.`;
}
function findingsOf2(examination, asked) {
  const findings = [
    ...alarms(examination),
    ...precision(examination, asked),
    ...caps2(examination),
    ...cores(examination),
    ...neighbours(examination),
    ...generator(examination)
  ];
  return findings.sort((a, b) => Number(a.tone === "good") - Number(b.tone === "good"));
}
var good = (text2) => ({ tone: "good", text: text2 });
var bad = (text2) => ({ tone: "bad", text: text2 });
function alarms({ comparison }) {
  if (comparison.cells.every(({ metrics }) => metrics.length === 0)) return [];
  const { regression, improvement, inconclusive } = comparison.counts;
  const claimed = regression + improvement;
  if (claimed > 0) {
    return [
      bad(
        `${plural(claimed, "false alarm")}: the same code on both sides was told apart. Please report it, with the record.`
      )
    ];
  }
  return inconclusive > 0 ? [bad(`Both sides are the same code; ${plural(inconclusive, "cell")} stayed undecided.`)] : [good("Both sides are the same code, and nothing was found between them.")];
}
function precision({ sensitivities: sensitivities2 }, asked) {
  const throughput = sensitivities2.find(({ metric }) => metric === "throughput");
  const first = throughput?.visible.find(({ change: change3 }) => change3 !== null && change3 <= asked);
  if (throughput === void 0) return [];
  if (first !== void 0) {
    return [good(`A loss of ${percent2(asked)} is seen in ${duration4(first.seconds * 1e3)} a cell.`)];
  }
  const last = throughput.visible.at(-1);
  return [
    bad(
      `A loss of ${percent2(asked)} is not seen in ${duration4((last?.seconds ?? 0) * 1e3)} a cell. Choose a quieter runner, longer rounds (measure.duet) or a wider gate (gate.slower).`
    )
  ];
}
function caps2({ record: record2 }) {
  const { capsHeld, capsMissing } = record2.runtime;
  if (capsHeld.length + capsMissing.length === 0) return [];
  if (capsMissing.length === 0) return [good(`All caps hold: ${list(capsHeld)}.`)];
  const held = capsHeld.length === 0 ? "" : ` (held: ${list(capsHeld)})`;
  return [bad(`Caps that do not hold: ${list(capsMissing)}${held}. A Docker engine holds all of them.`)];
}
function cores({ record: record2 }) {
  const { targetCores, generatorCores } = record2.runtime;
  if (targetCores === null || generatorCores === null) {
    return [bad("Target and load generator share the cores: choose a runner with two or more.")];
  }
  return [
    good(
      `Targets run on ${plural(targetCores.length, "core")} of their own, the load generator on another one.`
    )
  ];
}
function neighbours({ contention }) {
  const { steal } = contention;
  if (steal === null) return [];
  if (steal < MUCH_STEAL) return [good(`Other machines on this host took ${share2(steal)} of the CPU time.`)];
  return [bad(`Other machines on this host took ${share2(steal)} of the CPU time.`)];
}
function generator({ ceiling }) {
  if (ceiling === null) return [];
  const limit = ceiling.cpu > 0 ? ceiling.rps / Math.min(1, ceiling.cpu) : ceiling.rps;
  const usable = limit * CEILING_SHARE;
  return [
    good(
      `The load generator makes ${rate(ceiling.rps)} with ${number4(ceiling.connections)} connections (half of them answered within ${time3(ceiling.p50Us)}) on ${share2(ceiling.cpu)} of its core: targets up to about ${rate(usable)} can be measured.`
    )
  ];
}

// src/cli/doctor.ts
var SERVICE = fileURLToPath3(new URL("../fixtures/demo/", import.meta.url));
async function doctor(options, log3) {
  const file = "fixtures/demo/doctor.yml";
  const text2 = await readFile4(`${SERVICE}doctor.yml`, "utf8");
  const config2 = applyOverrides(parseConfig(text2, file), { budget: options.budget });
  const id = newRunId();
  return withSession({ id, log: log3, runtime: options.runtime, version: VERSION }, async ({ deps, interrupt }) => {
    const found = await examine(
      {
        id,
        config: config2,
        side: directorySide(`${SERVICE}baseline`, "a service that ships with loadgate"),
        seed: options.seed ?? newSeed()
      },
      deps
    );
    return { found, asked: config2.gate.slower, signal: interrupt.received() };
  });
}
function printExamination(found, asked, json) {
  const text2 = json ? JSON.stringify(found, null, 2) : renderDoctor(found, asked, process.stdout.columns ?? 120);
  process.stdout.write(`${text2}
`);
}

// src/cli/exit.ts
import { constants as constants5 } from "node:os";
function exitCodeOf2(outcome, signal) {
  return signal === null ? outcome.gate.exitCode : exitCodeOfSignal(signal);
}
function exitCodeOfProblems(problems, signal) {
  if (signal !== null) return exitCodeOfSignal(signal);
  if (problems.some(({ kind }) => kind === "usage")) return 2;
  return problems.length > 0 ? 3 : 0;
}
var exitCodeOfSignal = (signal) => 128 + (constants5.signals[signal] ?? 0);
function failed2(error2) {
  if (error2 instanceof CommanderError) return error2.exitCode === 0 ? 0 : 2;
  const errors = toLoadgateErrors(error2);
  for (const one of errors) process.stderr.write(`${renderProblemText(toProblem(one))}
`);
  return errors.some(({ kind }) => kind === "machine") ? 3 : 2;
}

// src/cli/leaderboard.ts
import { readFile as readFile7 } from "node:fs/promises";
import { join as join15 } from "node:path";

// src/git/bare.ts
import { dirname as dirname2 } from "node:path";

// src/git/remote.ts
import { resolve as resolve3 } from "node:path";
var REMOTE_TIMEOUT_MS = 5 * 6e4;
var REMOTE = "loadgate-remote";
function remoteConfig(url) {
  return [[`remote.${REMOTE}.url`, url]];
}
var FETCH = [
  "fetch",
  "--quiet",
  "--no-tags",
  "--no-prune",
  "--no-recurse-submodules",
  "--no-write-fetch-head"
];
function isUrl(remote) {
  return /[/:\\]/.test(remote);
}
async function remoteUrl(runner, remote, root) {
  if (isUrl(remote)) return absolute2(remote, root);
  const result2 = await runner.attempt(["config", "--get-all", `remote.${remote}.url`]);
  const [url = ""] = result2.stdout.split("\n");
  return result2.exitCode === 0 && url !== "" ? absolute2(url, root) : null;
}
function absolute2(url, root) {
  return /^[^/]*:/.test(url) ? url : resolve3(root, url);
}
function fetchFrom(runner, remote, { options, what }) {
  const byUrl = isUrl(remote);
  return runner.attempt([...FETCH, ...options, byUrl ? REMOTE : remote, ...what], {
    config: byUrl ? remoteConfig(remote) : [],
    timeoutMs: REMOTE_TIMEOUT_MS
  });
}

// src/git/environment.ts
var ALLOWED = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "TMPDIR",
  "XDG_CONFIG_HOME",
  "XDG_RUNTIME_DIR",
  "SSH_AUTH_SOCK",
  "GIT_SSH",
  "GIT_SSH_COMMAND",
  "GIT_SSH_VARIANT",
  "GIT_SSL_CAINFO",
  "GIT_SSL_CAPATH",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "CURL_CA_BUNDLE",
  "GIT_CONFIG_GLOBAL",
  "GIT_CONFIG_SYSTEM",
  "GIT_CONFIG_NOSYSTEM",
  ...["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name5) => [name5, name5.toLowerCase()])
];
var FIXED = {
  LC_ALL: "C",
  GIT_TERMINAL_PROMPT: "0",
  GIT_ASKPASS: "",
  GCM_INTERACTIVE: "never",
  GIT_ALLOW_PROTOCOL: "file:http:https:ssh",
  GIT_LITERAL_PATHSPECS: "1",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_LFS_SKIP_SMUDGE: "1"
};
var FIXED_CONFIG = [
  ["core.hooksPath", "/dev/null"],
  ["core.fsmonitor", "false"],
  ["core.safecrlf", "false"],
  ["core.splitIndex", "false"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["fetch.writeCommitGraph", "false"],
  ["submodule.recurse", "false"],
  ["advice.detachedHead", "false"],
  ["safe.directory", "*"]
];
function gitEnvironment(env, config2 = [], extra = {}) {
  const kept = ALLOWED.flatMap((name5) => {
    const value = env[name5];
    return value === void 0 ? [] : [[name5, value]];
  });
  return {
    ...Object.fromEntries(kept),
    ...FIXED,
    ...configEnv([...configPairs(env), ...FIXED_CONFIG, ...config2]),
    ...extra
  };
}
function configEnv(pairs) {
  const variables = { GIT_CONFIG_COUNT: String(pairs.length) };
  for (const [index, [key, value]] of pairs.entries()) {
    variables[`GIT_CONFIG_KEY_${index}`] = key;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return variables;
}
function configPairs(env) {
  const count4 = Number.parseInt(env["GIT_CONFIG_COUNT"] ?? "0", 10);
  const pairs = [];
  for (let index = 0; index < count4; index++) {
    const key = env[`GIT_CONFIG_KEY_${index}`];
    if (key !== void 0) pairs.push([key, env[`GIT_CONFIG_VALUE_${index}`] ?? ""]);
  }
  return pairs;
}

// src/git/errors.ts
var LOG_LINES3 = 20;
var LINE_LENGTH = 500;
function saidLines({ stdout, stderr }) {
  return `${stdout}
${stderr}`.split(/[\r\n]+/).map((line2) => redact(line2).trimEnd()).filter((line2) => line2 !== "").slice(-LOG_LINES3).map((line2) => line2.slice(0, LINE_LENGTH));
}
function redact(text2) {
  return text2.replaceAll(/(\w:\/\/)[^\s/@]+@/g, "$1***@");
}
function reasonOf(result2) {
  const lines2 = saidLines(result2);
  const line2 = lines2.find((one) => /^(?:fatal|error|remote: error):/i.test(one)) ?? lines2.at(-1);
  return line2?.replace(/^(?:fatal|error|remote: error): */i, "") ?? `it ended with ${result2.exitCode}`;
}
var KNOWN = [
  {
    pattern: /not a git repository|must be run in a work tree/,
    kind: "usage",
    code: "not-a-repository",
    hint: "Run it inside a checkout; in a workflow, let actions/checkout run before it."
  },
  {
    pattern: /dubious ownership|is owned by someone else/,
    kind: "machine",
    code: "repository-not-trusted",
    hint: "Run `git config --global --add safe.directory <folder>` for it, or use git 2.38 or newer."
  },
  {
    pattern: /No space left on device|Disk quota exceeded/i,
    kind: "machine",
    code: "disk-full",
    hint: "Free disk space, for example by removing unused images, and run it again."
  }
];
function gitError(what, result2) {
  const known = KNOWN.find(({ pattern }) => pattern.test(result2.stderr));
  return new LoadgateError(`Git could not ${what}: ${reasonOf(result2)}`, {
    kind: known?.kind ?? "machine",
    code: known?.code ?? "git-failed",
    hint: known?.hint ?? "What git said is below; the same command by hand shows the same.",
    log: saidLines(result2)
  });
}

// src/git/guard.ts
function parseConfigList(output) {
  const fields = output.split("\0");
  const entries = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const line2 = fields[index + 1];
    const end = line2.indexOf("\n");
    const [key, value] = end === -1 ? [line2, "true"] : [line2.slice(0, end), line2.slice(end + 1)];
    entries.push({ scope: fields[index], key, value });
  }
  return entries;
}
var GIT_LFS = /^git-lfs (?:clean -- %f|smudge(?: --skip)? -- %f|filter-process(?: --skip)?)$/;
function guardConfig(entries) {
  const foreign = foreignTo(entries);
  return [
    ...foreign.flatMap(switchOff),
    ...configuredHooks(entries),
    ...sshCommand(entries, foreign),
    ...credentialHelpers(entries, foreign)
  ];
}
function refusedKeys(entries) {
  return foreignTo(entries).flatMap(
    ({ key }) => /^remote\..*\.(?:upload|receive)pack$/s.test(key) ? [key] : []
  );
}
var foreignTo = (entries) => entries.filter(({ scope }) => scope === "local" || scope === "worktree");
function switchOff({ key, value }) {
  const filter = /^filter\.(.*)\.(?:clean|smudge|process)$/s.exec(key);
  if (filter !== null && !GIT_LFS.test(value)) {
    return [
      [key, ""],
      [`filter.${filter[1]}.required`, "false"]
    ];
  }
  if (/^lfs\.(?:customtransfer|extension)\.|^lfs\.standalonetransferagent$/s.test(key)) return [[key, ""]];
  if (key === "core.alternaterefscommand") return [[key, "true"]];
  return [];
}
function configuredHooks(entries) {
  const names2 = entries.flatMap(({ key }) => /^(hook\..*)\.[^.]+$/s.exec(key)?.[1] ?? []);
  return [...new Set(names2)].map((name5) => [`${name5}.enabled`, "false"]);
}
function sshCommand(entries, foreign) {
  const key = "core.sshcommand";
  if (!foreign.some((entry) => entry.key === key)) return [];
  const own3 = entries.findLast((entry) => entry.key === key && !foreign.includes(entry));
  return [[key, own3?.value ?? "ssh"]];
}
function credentialHelpers(entries, foreign) {
  const isHelper = ({ key }) => /^credential\.(?:.*\.)?helper$/s.test(key);
  const named = foreign.filter(isHelper);
  if (named.length === 0) return [];
  const own3 = entries.filter((entry) => isHelper(entry) && !foreign.includes(entry));
  return [
    ...named.map(({ key }) => [key, ""]),
    ...own3.map(({ key, value }) => [key, value])
  ];
}

// src/git/run.ts
var LOCAL_TIMEOUT_MS = 10 * 6e4;
function createRunner(runner) {
  const { exec: exec2, dir, env, signal, guarded } = runner;
  let guard2;
  const start2 = (args, config2, options) => exec2(["git", ...args], {
    cwd: options.cwd ?? dir,
    env: gitEnvironment(env, [...config2, ...runner.config ?? [], ...options.config ?? []], {
      ...runner.variables,
      ...options.env
    }),
    timeoutMs: options.timeoutMs ?? LOCAL_TIMEOUT_MS,
    ...options.input === void 0 ? {} : { input: options.input },
    ...signal === void 0 || options.always === true ? {} : { signal }
  });
  const readGuard = async () => {
    requireVersion(await start2(["version"], [], { always: true }));
    if (!guarded) return [];
    const args = ["config", "--list", "--show-scope", "--null"];
    const result2 = await start2(args, [], { always: true });
    if (result2.exitCode !== 0) throw gitError("read its configuration", result2);
    const entries = parseConfigList(result2.stdout);
    const [refused] = refusedKeys(entries);
    if (refused !== void 0) throw notTrusted(refused);
    return guardConfig(entries);
  };
  const attempt2 = async (args, options = {}) => {
    guard2 ??= readGuard();
    return start2(args, await guard2, options);
  };
  return {
    env,
    attempt: attempt2,
    run: async (what, args, options) => {
      const result2 = await attempt2(args, options);
      if (result2.exitCode !== 0) throw gitError(what, result2);
      return result2.stdout;
    }
  };
}
function requireVersion({ stdout }) {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(stdout) ?? [];
  if (Number(major) > 2 || Number(major) === 2 && Number(minor) >= 31) return;
  throw new LoadgateError(`Git is too old: ${stdout.trim() || "its version is unknown"}.`, {
    kind: "machine",
    code: "git-too-old",
    hint: "Install git 2.31 or newer."
  });
}
function notTrusted(key) {
  return new LoadgateError(
    `The repository's own configuration names a program that git would start: ${key}.`,
    {
      kind: "machine",
      code: "repository-not-trusted",
      hint: `Run \`git config --unset-all ${key}\` in it, if you know what it is for.`
    }
  );
}

// src/git/temp.ts
import { mkdtemp as mkdtemp2, readdir as readdir3, realpath as realpath2, rm as rm2 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join10 } from "node:path";
function tempRoot(env) {
  return realpath2(env["TMPDIR"] || tmpdir2());
}
function tempPrefix(runId) {
  return `loadgate-${runId.replaceAll(/[^A-Za-z0-9]/g, "")}-`;
}
async function makeTempDir(env, runId, what) {
  try {
    return await mkdtemp2(join10(await tempRoot(env), `${tempPrefix(runId)}${what}-`));
  } catch (cause) {
    throw noTempDir(cause);
  }
}
function noTempDir(cause) {
  const full = cause instanceof Error && "code" in cause && ["ENOSPC", "EDQUOT"].includes(String(cause.code));
  const why = cause instanceof Error ? cause.message : String(cause);
  return new LoadgateError(`No temporary folder could be made: ${why}`, {
    kind: "machine",
    code: full ? "disk-full" : "temp-failed",
    hint: full ? "Free disk space, for example by removing unused images, and run it again." : "Check that TMPDIR names a folder that may be written to.",
    cause
  });
}
async function withTempDir(env, runId, what, body) {
  const dir = await makeTempDir(env, runId, what);
  try {
    return await body(dir);
  } finally {
    await removeDir(dir);
  }
}
function removeDir(dir) {
  return rm2(dir, { recursive: true, force: true, maxRetries: 3 });
}
async function sweepTempDirs(env, runId) {
  const root = await tempRoot(env);
  const prefix = tempPrefix(runId);
  const names2 = (await readdir3(root)).filter((name5) => name5.startsWith(prefix));
  const paths = names2.map((name5) => join10(root, name5));
  await Promise.all(paths.map(removeDir));
  return paths;
}

// src/git/bare.ts
function withBareRepository({ exec: exec2, env, runId, url, signal }, what, body) {
  return withTempDir(env, runId, what, (dir) => {
    const shared = { exec: exec2, dir, env, guarded: false, config: remoteConfig(url) };
    const cancel = signal === void 0 ? {} : { signal };
    const variables = { GIT_DIR: dir, GIT_CEILING_DIRECTORIES: dirname2(dir) };
    const runner = createRunner({ ...shared, ...cancel, variables });
    const init = async (anyCommit) => {
      const format = anyCommit.length === 64 ? "sha256" : "sha1";
      const args = ["init", "--quiet", "--bare", `--object-format=${format}`, "--template=", dir];
      await runner.run("make a temporary repository", args);
    };
    return body({ runner, init });
  });
}

// src/git/remote-failure.ts
function remoteFailure(stderr) {
  return FAILURES.find(([, pattern]) => pattern.test(stderr))?.[0] ?? "other";
}
var FAILURES = [
  [
    "gone",
    /not our ref|unadvertised object|couldn't find remote ref|remote error: .*(?:not valid|no such ref)|does not have [0-9a-f]{40}/i
  ],
  [
    "denied",
    /authentication failed|could not read (?:username|password)|returned error: 40[134]|permission denied|permission to \S+ denied|write access to repository not granted|access denied|repository .*not found|invalid (?:username|credentials)|requires? authentication/i
  ],
  [
    "network",
    /could not resolve|couldn't resolve|failed to connect|couldn't connect|connection (?:refused|reset|closed|timed out)|timed? ?out|returned error: (?:5\d\d|429)|early eof|hung up unexpectedly|rpc failed|gnutls|openssl|ssl_|http\/2 stream|network is unreachable|unexpected disconnect/i
  ]
];
var FETCH_HINTS = {
  gone: "It may have been removed by a force-push: update the pull request, or set `fetch-depth: 0` on actions/checkout.",
  denied: "Give the job `permissions: { contents: read }`, and a token that may read this repository.",
  network: "Run it again; if it stays, check the network and the proxy of this machine.",
  other: "What git said is below; `fetch-depth: 0` on actions/checkout makes fetching needless."
};

// src/git/commits.ts
var SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
var shortSha = (sha2) => sha2.slice(0, 7);
async function resolveCommit(runner, revision) {
  const result2 = await runner.attempt([
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${revision}^{commit}`
  ]);
  const sha2 = result2.stdout.trim();
  if (result2.exitCode === 0 && SHA.test(sha2)) return sha2;
  if (/not a git repository|dubious ownership/.test(result2.stderr))
    throw gitError("find the repository", result2);
  throw new LoadgateError(`This clone has no commit "${revision}".`, {
    kind: "usage",
    code: revision === "HEAD" ? "no-commit" : "revision-unknown",
    hint: revision === "HEAD" ? "Commit something first: loadgate compares commits." : "Check the name; in a workflow, `fetch-depth: 0` on actions/checkout fetches all branches and tags."
  });
}
async function parentsOf(runner, sha2) {
  requireSha(sha2);
  const result2 = await runner.attempt(["cat-file", "commit", sha2]);
  if (result2.exitCode !== 0) throw missing(sha2, "it is not in this clone", FETCH_HINTS.other, result2);
  const [header = ""] = result2.stdout.split("\n\n", 1);
  return header.split("\n").flatMap((line2) => /^parent ([0-9a-f]+)$/.exec(line2)?.[1] ?? []);
}
async function ensureCommit(runner, remote, sha2) {
  requireSha(sha2);
  if (await hasCommit(runner, sha2)) return;
  const options = await isShallow(runner) ? ["--depth=1"] : [];
  const result2 = await fetchFrom(runner, remote, { options, what: [sha2] });
  if (result2.exitCode === 0 && await hasCommit(runner, sha2)) return;
  const failure2 = remoteFailure(result2.stderr);
  const why = failure2 === "gone" ? `the remote "${redactedName(remote)}" does not have it` : reasonOf(result2);
  throw missing(
    sha2,
    `it is not in this clone and could not be fetched (${why})`,
    FETCH_HINTS[failure2],
    result2
  );
}
async function isShallow(runner) {
  const answer = await runner.run("find the repository", ["rev-parse", "--is-shallow-repository"]);
  return answer.trim() === "true";
}
async function hasCommit(runner, sha2) {
  return (await runner.attempt(["cat-file", "-e", `${sha2}^{commit}`])).exitCode === 0;
}
function requireSha(sha2) {
  if (SHA.test(sha2)) return;
  throw new LoadgateError(`"${sha2}" is not a commit id.`, {
    kind: "usage",
    code: "revision-unknown",
    hint: "Give all 40 (or 64) hexadecimal digits of the commit."
  });
}
var redactedName = (remote) => remote.replace(/\/\/[^/@]+@/, "//***@");
function missing(sha2, why, hint, result2) {
  return new LoadgateError(`The commit ${shortSha(sha2)} can't be used: ${why}.`, {
    kind: "machine",
    code: "baseline-commit-missing",
    hint,
    log: saidLines(result2)
  });
}

// src/git/history.ts
var DEPTHS = [64, 512, 4096];
async function ancestors(source, sha2, limit) {
  requireSha(sha2);
  const known = await firstParents(source.runner, sha2, limit);
  const last = known.at(-1);
  if (last === void 0 || known.length >= limit) return known;
  const [next] = await parentsOf(source.runner, last);
  if (next === void 0) return known;
  const rest = limit - known.length;
  const further = await withHistory(source, [next], rest, (runner) => firstParents(runner, next, rest));
  return [...known, ...further];
}
async function mergeBase(source, a, b) {
  requireSha(a);
  requireSha(b);
  const { runner } = source;
  if (await hasCommit(runner, a) && await hasCommit(runner, b)) {
    const known = await meeting(runner, a, b);
    if (known !== null || !await isShallow(runner)) return known;
  }
  for (const depth of DEPTHS) {
    const found = await withHistory(source, [a, b], depth, async (fetched) => {
      const base = await meeting(fetched, a, b);
      return base === null && !await isShallow(fetched) ? "nothing in common" : base;
    });
    if (found === "nothing in common") return null;
    if (found !== null) return found;
  }
  throw new LoadgateError(
    `The histories of ${shortSha(a)} and ${shortSha(b)} do not meet within ${DEPTHS.at(-1)} commits.`,
    {
      kind: "machine",
      code: "history-too-short",
      hint: "Set `fetch-depth: 0` on actions/checkout, or run `git fetch --unshallow`."
    }
  );
}
async function firstParents(runner, sha2, limit) {
  const list2 = await runner.run(`list the ancestors of ${shortSha(sha2)}`, [
    "rev-list",
    "--first-parent",
    `--max-count=${limit}`,
    sha2
  ]);
  return list2.split("\n").filter((line2) => line2 !== "");
}
async function meeting(runner, a, b) {
  const result2 = await runner.attempt(["merge-base", a, b]);
  if (result2.exitCode === 0) return result2.stdout.trim();
  if (result2.exitCode === 1) return null;
  throw gitError(`find where ${shortSha(a)} and ${shortSha(b)} meet`, result2);
}
function withHistory(source, tips, depth, body) {
  return source.withBare(async ({ runner, init }) => {
    await init(tips[0]);
    const options = [`--depth=${depth}`, "--filter=tree:0"];
    const result2 = await fetchFrom(runner, REMOTE, { options, what: tips });
    if (result2.exitCode !== 0) throw noHistory(tips, result2);
    return body(runner);
  });
}
function noHistory(tips, result2) {
  const names2 = tips.map(shortSha).join(" and ");
  return new LoadgateError(
    `The history of ${names2} is not in this clone and could not be fetched (${reasonOf(result2)}).`,
    {
      kind: "machine",
      code: "baseline-commit-missing",
      hint: FETCH_HINTS[remoteFailure(result2.stderr)],
      log: saidLines(result2)
    }
  );
}

// src/git/snapshot.ts
import { copyFile } from "node:fs/promises";
import { join as join11, resolve as resolve4 } from "node:path";
var NAME = "loadgate";
var EMAIL = "loadgate@localhost";
async function snapshotWorkTree(runner, root, runId) {
  const head = await resolveCommit(runner, "HEAD");
  const tree = await withTempDir(runner.env, runId, "index", (dir) => writeWorkTree(runner, root, dir));
  const [headTree = "", date3 = ""] = (await runner.run("read HEAD", ["show", "--no-patch", "--no-show-signature", "--format=%T%n%ct", head])).split("\n");
  if (tree === headTree) return head;
  const args = ["commit-tree", tree, "-p", head, "-m", "Work tree"];
  const env = identity(`@${date3} +0000`);
  return (await runner.run("save the work tree", args, { env })).trim();
}
async function writeWorkTree(runner, root, dir) {
  const index = join11(dir, "index");
  const options = { cwd: root, env: { GIT_INDEX_FILE: index } };
  await copyIndex(runner, root, index, options);
  const added = await runner.attempt(["add", "--all", "--", "."], options);
  if (added.exitCode !== 0) throw notReadable(gitError("read the work tree", added));
  return (await runner.run("save the work tree", ["write-tree"], options)).trim();
}
async function copyIndex(runner, root, copy, options) {
  const args = ["rev-parse", "--git-path", "index"];
  const path = (await runner.run("find its index", args, { cwd: root })).trimEnd();
  try {
    await copyFile(resolve4(root, path), copy);
  } catch {
    await runner.run("read HEAD", ["read-tree", "HEAD"], options);
  }
}
function notReadable(error2) {
  if (error2.code !== "git-failed") return error2;
  return new LoadgateError(error2.message, {
    kind: "usage",
    code: "snapshot-failed",
    hint: "Make the file readable, or name it in .gitignore.",
    log: error2.log
  });
}
function identity(date3) {
  return {
    GIT_AUTHOR_NAME: NAME,
    GIT_AUTHOR_EMAIL: EMAIL,
    GIT_AUTHOR_DATE: date3,
    GIT_COMMITTER_NAME: NAME,
    GIT_COMMITTER_EMAIL: EMAIL,
    GIT_COMMITTER_DATE: date3
  };
}

// src/git/trees.ts
import { posix as posix2 } from "node:path";
var OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
async function treeId(runner, commit3, path) {
  const inside = normalise(path);
  const what = `read the files of ${shortSha(commit3)}`;
  const out = await runner.run(what, ["cat-file", "--batch-check=%(objectname)", "--follow-symlinks"], {
    input: `${commit3}^{tree}
${commit3}:${inside}
`
  });
  const [root = "", found = ""] = out.split("\n");
  if (!OBJECT_ID.test(root)) throw unreadable(commit3, out);
  if (inside === "") return root;
  return OBJECT_ID.test(found) ? found : submoduleOf(runner, commit3, inside);
}
async function readText(runner, commit3, path) {
  const id = await treeId(runner, commit3, path);
  if (id === null) return null;
  const result2 = await runner.attempt(["cat-file", "blob", id]);
  return result2.exitCode === 0 ? result2.stdout : null;
}
async function submoduleOf(runner, commit3, path) {
  const parts = path.split("/");
  const prefixes = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  const args = ["ls-tree", "-z", "--full-tree", commit3, "--", ...prefixes];
  const entries = await runner.run(`read the files of ${shortSha(commit3)}`, args);
  const submodules = entries.split("\0").flatMap((entry) => {
    const [, id = "", at = ""] = /^160000 commit ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
    return prefixes.includes(at) ? [id] : [];
  });
  return submodules[0] ?? null;
}
function normalise(path) {
  const normal = posix2.normalize(path).replace(/\/+$/, "");
  if (normal.startsWith("/") || normal.split("/")[0] === ".." || /[\0\n]/.test(path)) {
    throw new LoadgateError(`The path ${JSON.stringify(path)} is not inside the repository.`, {
      kind: "usage",
      code: "path-outside-repository",
      hint: "Give a path relative to the root of the repository, without `..` and line breaks."
    });
  }
  return normal === "." ? "" : normal;
}
function unreadable(commit3, said) {
  return new LoadgateError(`The commit ${shortSha(commit3)} is not in this clone.`, {
    kind: "machine",
    code: "baseline-commit-missing",
    hint: "Set `fetch-depth: 0` on actions/checkout.",
    log: said.split("\n", 2)
  });
}

// src/git/worktree.ts
import { stat as stat2 } from "node:fs/promises";
import { basename, join as join12 } from "node:path";
async function addWorktree(runner, runId, commit3) {
  const dir = await makeTempDir(runner.env, runId, "tree");
  const remove2 = () => removeWorktree(runner, dir);
  try {
    const args = ["worktree", "add", "--quiet", "--detach", dir, commit3];
    await runner.run(`check out ${shortSha(commit3)}`, args, { env: await largeFiles(runner) });
  } catch (error2) {
    await remove2();
    throw error2;
  }
  return { dir, remove: remove2 };
}
async function sweepRun(runner, runId) {
  const prefix = tempPrefix(runId);
  const listed2 = await runner.attempt(["worktree", "list", "--porcelain"], { always: true });
  const worktrees = listed2.stdout.split("\n").flatMap((line2) => /^worktree (.+)$/.exec(line2)?.[1] ?? []).filter((path) => basename(path).startsWith(prefix));
  for (const dir of worktrees) {
    await removeWorktree(runner, dir);
  }
  return [.../* @__PURE__ */ new Set([...worktrees, ...await sweepTempDirs(runner.env, runId)])];
}
async function removeWorktree(runner, dir) {
  await removeDir(dir);
  const args = ["worktree", "remove", "--force", "--force", dir];
  const result2 = await runner.attempt(args, { always: true });
  const gone2 = /is not a working tree|not a git repository/.test(result2.stderr);
  if (result2.exitCode !== 0 && !gone2) throw gitError(`remove the worktree ${dir}`, result2);
}
async function largeFiles(runner) {
  const args = ["rev-parse", "--path-format=absolute", "--git-common-dir"];
  const common = (await runner.run("find the repository", args)).trimEnd();
  const objects = join12(common, "lfs", "objects");
  const present = await stat2(objects).then(
    (found) => found.isDirectory(),
    () => false
  );
  return present ? { GIT_LFS_SKIP_SMUDGE: "0" } : {};
}

// src/git/create.ts
var processRun = () => `pid${process.pid}`;
function createGit(options) {
  const { exec: exec2, dir, env, remote = "origin", runId = processRun() } = options;
  const signal = options.signal === void 0 ? {} : { signal: options.signal };
  const runner = createRunner({ exec: exec2, dir, env, guarded: true, ...signal });
  const root = async () => (await runner.run("find the repository", ["rev-parse", "--show-toplevel"])).trimEnd();
  const url = async () => remoteUrl(runner, remote, await root());
  const history = {
    runner,
    withBare: async (body) => {
      const bare = { exec: exec2, env, runId, url: await url() ?? noRemote(remote), ...signal };
      return withBareRepository(bare, "history", body);
    }
  };
  return {
    root,
    resolve: (revision) => resolveCommit(runner, revision),
    remoteUrl: url,
    defaultBranch: async () => {
      const args = ["symbolic-ref", "--quiet", "--short", `refs/remotes/${remote}/HEAD`];
      const result2 = await runner.attempt(args);
      return result2.exitCode === 0 ? result2.stdout.trim() : null;
    },
    firstParent: async (sha2) => (await parentsOf(runner, sha2))[0] ?? null,
    mergeBase: (a, b) => mergeBase(history, a, b),
    ensureCommit: (sha2) => ensureCommit(runner, remote, sha2),
    ancestors: (sha2, limit) => ancestors(history, sha2, limit),
    treeId: (commit3, path) => treeId(runner, commit3, path),
    readText: (commit3, path) => readText(runner, commit3, path),
    snapshotWorkTree: async () => snapshotWorkTree(runner, await root(), runId),
    addWorktree: (commit3) => addWorktree(runner, runId, commit3),
    sweep: (run2) => sweepRun(runner, run2)
  };
}
function noRemote(name5) {
  throw new LoadgateError(`The repository has no remote "${name5}".`, {
    kind: "machine",
    code: "baseline-commit-missing",
    hint: "Run `git fetch --unshallow`, or add the remote."
  });
}

// src/job/load-config.ts
import { readFile as readFile5 } from "node:fs/promises";
import { isAbsolute as isAbsolute2, relative as relative3, resolve as resolve5, sep as sep2 } from "node:path";

// src/config/inputs.ts
import { basename as basename2 } from "node:path/posix";

// src/config/scenario-names.ts
var MAX_NAME2 = 63;
function scenarioName(method, path, taken) {
  const words2 = path.replaceAll(/%[0-9a-f]{2}/gi, "-").split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const verb = method === "GET" ? [] : [method];
  const slug = [...verb, ...words2.length === 0 ? ["root"] : words2].join("-").toLowerCase();
  const name5 = clip(slug, "");
  for (let number5 = 2; ; number5++) {
    const candidate = number5 === 2 && !isTaken(name5, taken) ? name5 : clip(slug, `-${number5}`);
    if (!isTaken(candidate, taken)) return candidate;
  }
}
function isTaken(name5, taken) {
  return taken.has(name5) || name5 in Object.prototype;
}
function clip(slug, end) {
  return slug.slice(0, MAX_NAME2 - end.length).replace(/-+$/, "") + end;
}

// src/config/inputs.ts
function configFromInputs(inputs) {
  const errors = [];
  const complain = (...what) => errors.push(inputError(...what));
  const raw = {
    ...settingsOf(inputs),
    targets: { [targetName(inputs.build)]: targetOf(inputs, complain) },
    scenarios: scenariosOf2(inputs.requests, complain)
  };
  const checked = configSchema.safeParse(raw);
  if (!checked.success) {
    const findings = findingsOf(checked.error.issues, raw);
    for (const { path, message, hint } of findings) complain(inputNameOf(path), message, hint);
  }
  if (!checked.success || errors.length > 0) throw new LoadgateErrors(errors);
  return resolveConfig(checked.data, null, () => null);
}
function targetName(build = "") {
  const folder = basename2(build.trim()).replaceAll(/[^A-Za-z0-9._-]+/g, "-").slice(0, 63);
  return NAME_PATTERN.test(folder) && !(folder in Object.prototype) ? folder : "app";
}
function targetOf(inputs, complain) {
  const build = given(inputs.build);
  const command = given(inputs.command);
  const port = given(inputs.port);
  if (build === void 0 && command === void 0) {
    complain(
      "build",
      'neither "build" nor "command" is given',
      "Name a folder with a Dockerfile (or a command)."
    );
  }
  if (port === void 0)
    complain("port", "nothing is given", "Write the port that the service listens on, such as 8080.");
  return written({
    build: build === void 0 && command === void 0 ? "." : build,
    command,
    port: port === void 0 ? 80 : numberOrText(port),
    env: parseEnvLines(inputs.env, complain)
  });
}
function scenariosOf2(requests, complain) {
  const hint = "Write one request a line, such as GET /api/items.";
  const lines2 = contentLines(requests);
  if (lines2.length === 0) complain("requests", "nothing is given", hint);
  const scenarios = /* @__PURE__ */ new Map();
  const seen = /* @__PURE__ */ new Set();
  for (const { line: line2, number: number5 } of lines2) {
    const reading2 = parseRequestLine(line2);
    if (!reading2.ok) {
      complain("requests", `line ${number5}: ${reading2.problem}`, hint);
      continue;
    }
    const { method, path } = reading2.value;
    const request3 = `${method} ${path}`;
    if (seen.has(request3)) complain("requests", `line ${number5}: ${quote(request3)} is there twice`, hint);
    else scenarios.set(scenarioName(method, path, new Set(scenarios.keys())), { request: request3 });
    seen.add(request3);
  }
  if (scenarios.size === 0) scenarios.set("root", { request: "GET /" });
  return Object.fromEntries(scenarios);
}

// src/job/load-config.ts
var DEFAULT_CONFIG_FILE = "loadgate.yml";
async function loadConfig({ root, file, settings }) {
  const oneTarget = [settings.build, settings.command, settings.port, settings.requests].some((text3) => text3);
  if (file === null && oneTarget) return configFromInputs(settings);
  const path = relativePath(root, file ?? DEFAULT_CONFIG_FILE);
  const text2 = await readFile5(resolve5(root, path), "utf8").catch((cause) => {
    throw missing2(path, cause);
  });
  return applyOverrides(parseConfig(text2, path), settings);
}
function relativePath(root, file) {
  const path = relative3(root, resolve5(root, file)).split(sep2).join("/");
  if (path === ".." || path.startsWith("../") || isAbsolute2(path)) {
    throw new LoadgateError(`The configuration ${file} is outside the repository.`, {
      kind: "usage",
      code: "config-missing",
      hint: `Name a file of the repository, such as ${DEFAULT_CONFIG_FILE}.`
    });
  }
  return path;
}
var missing2 = (path, cause) => new LoadgateError(`There is no configuration file ${path}.`, {
  kind: "usage",
  code: "config-missing",
  hint: `Write one (docs/configuration.md), name another, or give build, port and requests.`,
  cause
});

// src/job/rank.ts
var SOLO_ROUNDS = 2;
var DEFAULT_RANKING_SOLO_MS = 2e3;
var RANKING = { duets: 0, solos: SOLO_ROUNDS, probes: 0, atSaturation: "go-on" };
function runRanking(request3, deps) {
  return measuredRecord(alone2(request3), ranking(request3), deps);
}
var alone2 = ({ id, config: config2, filter, candidate, seed: seed2 }) => ({
  id,
  // With no stored record to compare with, the only side is measured as it is.
  config: config2,
  filter,
  candidate,
  baseline: null,
  baselineConfig: null,
  noBaseline: "a ranking measures one side only",
  stored: null,
  seed: seed2
});
var ranking = ({ config: config2, generations: generations2, budgetMs, soloMs }) => ({
  nextStep: (cell3) => nextOf(cell3, generations2),
  settings: { ...config2.measure, soloMs },
  rounds: RANKING,
  budgetMs: budgetMs ?? Number.POSITIVE_INFINITY,
  cutShort: "cells keep the generations that they have"
});
function nextOf(cell3, generations2) {
  const goesOn = cell3.invalid === null || cell3.invalid.code === SATURATED.code;
  return goesOn && cell3.generations.length < generations2 ? "screen" : "done";
}

// src/job/repository.ts
var MAX_ANCESTORS = 500;
function commitSide(git, ref, cleanup) {
  let worktree = null;
  const checkOut = async () => {
    await git.ensureCommit(ref.sha);
    const { dir, remove: remove2 } = await git.addWorktree(ref.sha);
    cleanup.defer(`worktree of ${ref.sha.slice(0, 7)}`, remove2);
    return dir;
  };
  return {
    ref,
    contentId: (path) => git.treeId(ref.sha, path),
    sourceDir: () => {
      worktree ??= checkOut();
      return worktree;
    }
  };
}
async function chooseBaseline(git, candidate, occasion, store, way) {
  if (occasion.kind === "push" || occasion.kind === "history") {
    return newestStored(git, candidate, store, occasion.kind === "push");
  }
  const commit3 = await baseOf(git, candidate, occasion);
  await git.ensureCommit(commit3);
  const candidates = way === "stored" && store !== null ? await git.ancestors(commit3, MAX_ANCESTORS) : [commit3];
  const stored = await store?.find(candidates) ?? null;
  if (way === "stored" && stored !== null) return { commit: stored.candidate.sha, none: null, stored };
  return { commit: commit3, none: null, stored };
}
async function baseOf(git, candidate, occasion) {
  if (occasion.kind === "named") return occasion.commit;
  if (occasion.kind !== "pull-request") throw new TypeError(`no base on ${occasion.kind}`);
  const parent = occasion.isMergeCommit ? await git.firstParent(candidate) : null;
  if (parent !== null) return parent;
  await git.ensureCommit(occasion.base);
  return await git.mergeBase(candidate, occasion.base) ?? occasion.base;
}
async function newestStored(git, candidate, store, before) {
  if (store === null)
    return { commit: null, none: "no baselines are stored (`baseline: none`)", stored: null };
  const known = await store.list();
  const none = { commit: null, none: "no baseline is stored yet", stored: null };
  if (known.length === 0) return none;
  const history = await git.ancestors(candidate, MAX_ANCESTORS);
  const stored = await store.find(before ? history.slice(1) : history);
  if (stored === null) return { ...none, none: "no stored baseline is on the history of this commit" };
  try {
    await git.ensureCommit(stored.candidate.sha);
  } catch (error2) {
    if (error2 instanceof LoadgateError && error2.code === "baseline-commit-missing") {
      return { commit: null, none: `the baseline commit is gone: ${error2.message}`, stored };
    }
    throw error2;
  }
  return { commit: stored.candidate.sha, none: null, stored };
}
async function configAt(git, commit3, file) {
  if (file === null) return null;
  const text2 = await git.readText(commit3, file);
  if (text2 === null) return null;
  try {
    return parseConfig(text2, file);
  } catch {
    return null;
  }
}

// src/stats/spearman.ts
function spearman(a, b) {
  if (a.length !== b.length) throw new RangeError(`${a.length} values can't be paired with ${b.length}`);
  if (a.length < 2) return null;
  const x = centred(ranks(a));
  const y = centred(ranks(b));
  const scale = Math.sqrt(dot(x, x) * dot(y, y));
  return scale === 0 ? null : Math.max(-1, Math.min(1, dot(x, y) / scale));
}
function ranks(values) {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}
function centred(values) {
  const middle = mean(values);
  return values.map((value) => value - middle);
}
var dot = (x, y) => x.reduce((total, value, at) => total + value * y[at], 0);

// src/leaderboard/agreement.ts
function agreementOf(first, second) {
  return first.scenarios.flatMap((scenario2) => {
    const other = second.scenarios.find((one) => one.scenario === scenario2.scenario);
    return other === void 0 ? [] : [scenarioAgreement(scenario2, other)];
  });
}
function scenarioAgreement(first, second) {
  const before = rankedRps(first);
  const after = rankedRps(second);
  const common = [...before.keys()].filter((target2) => after.has(target2));
  const values = (from) => common.map((target2) => from.get(target2));
  return {
    scenario: first.scenario,
    targets: common.length,
    correlation: spearman(values(before), values(after)),
    pairs: first.pairs.filter(({ differs }) => differs).map((pair2) => answerTo(pair2, second))
  };
}
var rankedRps = ({ rows }) => new Map(
  rows.flatMap(
    ({ target: target2, state, figures }) => state === "ranked" && figures !== null ? [[target2, figures.rps.mean]] : []
  )
);
function answerTo(pair2, second) {
  const { better, worse: worse2, ratio: ratio2 } = pair2;
  const same = second.pairs.find((one) => one.better === better && one.worse === worse2);
  const other = second.pairs.find((one) => one.better === worse2 && one.worse === better);
  const frame = { better, worse: worse2, first: ratio2 };
  if (same !== void 0) {
    return { ...frame, second: same.ratio, answer: same.differs ? "confirms" : "same-order" };
  }
  if (other === void 0) return { ...frame, second: null, answer: "not-ranked" };
  return { ...frame, second: 1 / other.ratio, answer: other.differs ? "contradicts" : "other-order" };
}

// src/leaderboard/agreement-text.ts
var COUNTED = [
  ["confirms", "same order, and differs"],
  ["same-order", "same order, not surely"],
  ["other-order", "other order, not surely"],
  ["contradicts", "contradicts"],
  ["not-ranked", "not ranked there"]
];
function agreementText(agreements) {
  if (agreements.length === 0) return "The two leaderboards have no scenario in common.\n";
  const columns = [
    { header: "Scenario", align: "left", read: ({ scenario: scenario2 }) => escapeText(scenario2) },
    figure("Targets in both", ({ targets }) => number4(targets)),
    figure("Rank correlation", ({ correlation }) => correlation === null ? NONE3 : number4(correlation, 3)),
    figure("Pairs that differ in the first", ({ pairs }) => number4(pairs.length)),
    ...COUNTED.map(
      ([answer, header]) => figure(
        header,
        ({ pairs }) => number4(pairs.filter((pair2) => pair2.answer === answer).length)
      )
    )
  ];
  return `${paragraphs([table2(columns, agreements), open2(agreements)])}
`;
}
function figure(header, read2) {
  return { header, align: "right", read: read2 };
}
function open2(agreements) {
  if (agreements.every(({ pairs: pairs2 }) => pairs2.length === 0))
    return "The first says of no pair that it differs.";
  const pairs = agreements.flatMap(
    ({ scenario: scenario2, pairs: pairs2 }) => pairs2.filter(({ answer }) => answer !== "confirms").map((pair2) => ({ scenario: scenario2, ...pair2 }))
  );
  if (pairs.length === 0)
    return "Every pair that differs in the first differs in the second, in the same order.";
  const columns = [
    { header: "Scenario", align: "left", read: ({ scenario: scenario2 }) => escapeText(scenario2) },
    { header: "Faster in the first", align: "left", read: ({ better }) => escapeText(better) },
    { header: "Slower in the first", align: "left", read: ({ worse: worse2 }) => escapeText(worse2) },
    figure("Ratio, first", ({ first }) => ratio(first)),
    figure("Ratio, second", ({ second }) => second === null ? NONE3 : ratio(second)),
    {
      header: "The second",
      align: "left",
      wraps: true,
      read: ({ answer }) => COUNTED.find(([one]) => one === answer)?.[1] ?? answer
    }
  ];
  return table2(columns, pairs);
}
var ratio = (value) => value >= 3 ? times(value) : number4(value, 3);
function table2(columns, rows) {
  const cells2 = grid(columns, rows);
  return renderGrid(cells2, cells2.rows, { aligned: true });
}

// src/report/figures.ts
var indexes = /* @__PURE__ */ new WeakMap();
function recordOf(record2, cell3) {
  const index = indexes.get(record2) ?? new Map(record2.cells.map((one) => [`${one.target}
${one.scenario}`, one]));
  indexes.set(record2, index);
  return index.get(`${cell3.target}
${cell3.scenario}`) ?? null;
}
function roundsOf(cell3, side2, kind) {
  return cell3.generations.flatMap((generation2) => generation2[side2]?.[kind] ?? []);
}
function typicalLatency(rounds2) {
  if (rounds2.length === 0) return null;
  const typical = (name5) => median(rounds2.map((round) => round.latencyUs[name5]));
  return {
    mean: typical("mean"),
    stdev: typical("stdev"),
    min: typical("min"),
    p50: typical("p50"),
    p75: typical("p75"),
    p90: typical("p90"),
    p99: typical("p99"),
    max: typical("max")
  };
}
function cpuSplit(cell3, side2) {
  const duets = roundsOf(cell3, side2, "duet");
  const rounds2 = duets.length > 0 ? duets : roundsOf(cell3, side2, "solo");
  const user = meanOf(rounds2.map((round) => round.cpuUserUs));
  const system = meanOf(rounds2.map((round) => round.cpuSystemUs));
  return user === null || system === null ? null : { user, system };
}
function peakMemory2(cell3, side2) {
  const peaks = cell3.generations.map((generation2) => generation2[side2]?.peakMemoryBytes ?? null);
  const known = peaks.filter((peak) => peak !== null);
  return known.length === 0 ? null : median(known);
}
function median(values) {
  const sorted2 = [...values].sort((a, b) => a - b);
  const middle = sorted2.length / 2;
  const upper = sorted2[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted2[middle - 1] ?? upper) + upper) / 2 : upper;
}
function meanOf(values) {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || known.length < values.length) return null;
  return known.reduce((sum2, value) => sum2 + value, 0) / known.length;
}

// src/leaderboard/figures.ts
var ALPHA = 0.05;
function figuresOf(cell3) {
  const rps2 = spreadOf2(perGeneration(cell3, (round) => round.rps));
  const rounds2 = roundsOf(cell3, "candidate", "solo");
  const latencyUs = typicalLatency(rounds2);
  if (rps2 === null || latencyUs === null) return null;
  return {
    rps: rps2,
    cpuUs: spreadOf2(perGeneration(cell3, cpuOf)),
    requests: sum(rounds2.map(({ requests }) => requests)),
    failed: sum(rounds2.flatMap(({ failures: failures2 }) => Object.values(failures2))),
    latencyUs,
    peakMemoryBytes: peakMemory2(cell3, "candidate"),
    generatorCpu: Math.max(...rounds2.map(({ generatorCpu }) => generatorCpu)),
    counts: cell3.generations.findLast(({ candidate }) => candidate.counts !== null)?.candidate.counts ?? null,
    upstream: upstreamOf(rounds2)
  };
}
function upstreamOf(rounds2) {
  const known = rounds2.flatMap(
    ({ upstreamCalls: calls, upstreamConnections: connections }) => typeof calls === "number" && typeof connections === "number" ? [{ calls, connections }] : []
  );
  if (known.length === 0) return null;
  return {
    calls: sum(known.map(({ calls }) => calls)),
    connections: sum(known.map(({ connections }) => connections))
  };
}
var cpuOf = ({ cpuUserUs, cpuSystemUs }) => cpuUserUs === null || cpuSystemUs === null ? null : cpuUserUs + cpuSystemUs;
function perGeneration(cell3, read2) {
  return cell3.generations.flatMap(({ candidate }) => {
    const values = candidate.solo.map(read2);
    const known = values.filter((value) => value !== null);
    return known.length === 0 || known.length < values.length ? [] : [mean(known)];
  });
}
function spreadOf2(values) {
  if (values.length === 0 || !values.every(isPositive)) return null;
  const middle = geometricMean(values);
  if (values.length === 1) return { mean: middle, spread: null, low: null, high: null, values };
  const logs = values.map(Math.log);
  const { low, high } = confidenceInterval(estimateMean(logs), ALPHA);
  return { mean: middle, spread: sampleStdev(logs), low: Math.exp(low), high: Math.exp(high), values };
}
var sum = (values) => values.reduce((total, value) => total + value, 0);

// src/leaderboard/rank.ts
function rank(contenders2, best) {
  const sign = best === "high" ? -1 : 1;
  const sorted2 = [...contenders2].sort(
    (a, b) => sign * (a.spread.mean - b.spread.mean) || (a.target < b.target ? -1 : 1)
  );
  const pairs = pairsOf(sorted2);
  const order2 = sorted2.map(({ target: target2 }) => target2);
  return { order: order2, pairs, ranks: rangesOf(order2, pairs), differsFromNext: neighbours2(order2, pairs) };
}
function pairsOf(sorted2) {
  const raw = sorted2.flatMap(
    (better, at) => sorted2.slice(at + 1).map((worse2) => ({ better, worse: worse2, estimate: differenceOf(better.spread, worse2.spread) }))
  );
  const tested = raw.flatMap(({ estimate }) => estimate === null ? [] : [twoSidedP(estimate)]);
  const adjusted = holmAdjust(tested)[Symbol.iterator]();
  return raw.map(({ better, worse: worse2, estimate }) => {
    const p = estimate === null ? null : adjusted.next().value ?? null;
    const interval2 = estimate === null ? null : confidenceInterval(estimate, ALPHA);
    return {
      better: better.target,
      worse: worse2.target,
      ratio: better.spread.mean / worse2.spread.mean,
      low: interval2 && Math.exp(interval2.low),
      high: interval2 && Math.exp(interval2.high),
      p,
      differs: p !== null && p < ALPHA
    };
  });
}
function differenceOf(a, b) {
  if (a.values.length < 2 || b.values.length < 2) return null;
  return estimateDifference(a.values.map(Math.log), b.values.map(Math.log));
}
function rangesOf(order2, pairs) {
  const sure = pairs.filter(({ differs }) => differs);
  return new Map(
    order2.map((target2) => {
      const above = sure.filter(({ worse: worse2 }) => worse2 === target2).length;
      const below = sure.filter(({ better }) => better === target2).length;
      return [target2, { best: 1 + above, worst: order2.length - below }];
    })
  );
}
function neighbours2(order2, pairs) {
  return new Map(
    order2.slice(0, -1).map((target2, at) => {
      const pair2 = pairs.find(({ better, worse: worse2 }) => better === target2 && worse2 === order2[at + 1]);
      return [target2, pair2?.differs ?? false];
    })
  );
}

// src/leaderboard/types.ts
var LEADERBOARD_SCHEMA = "loadgate.leaderboard/v1";

// src/leaderboard/board.ts
var SATURATED2 = "generator-saturated";
var ORDER2 = ["ranked", "apart", "invalid", "not-measured"];
function makeLeaderboard(record2, config2, configDigest2, facts) {
  const targets = config2.targets.filter(({ name: name5 }) => record2.cells.some((cell3) => cell3.target === name5));
  const cpus2 = commonQuota(targets) ?? record2.caps.cpus;
  const known = new Map(targets.map((target2) => [target2.name, target2]));
  return {
    schema: LEADERBOARD_SCHEMA,
    version: record2.version,
    startedAt: record2.startedAt,
    durationMs: record2.durationMs,
    timing: record2.timing,
    commit: record2.candidate,
    seed: record2.seed,
    machine: record2.machine,
    runtime: record2.runtime,
    cpus: cpus2,
    memoryBytes: record2.caps.memoryBytes,
    configChanged: configDigest2 !== record2.configDigest,
    facts: targets.flatMap((target2) => factsOf(target2, facts)),
    scenarios: config2.scenarios.flatMap((scenario2) => {
      const cells2 = record2.cells.filter((cell3) => cell3.scenario === scenario2.name && known.has(cell3.target));
      return cells2.length === 0 ? [] : [boardOf(scenario2, cells2, known, cpus2)];
    })
  };
}
function commonQuota(targets) {
  const quotas = targets.map(({ caps: caps4 }) => caps4.cpus);
  const times2 = (quota3) => quotas.filter((one) => one === quota3).length;
  return [...quotas].sort((a, b) => times2(b) - times2(a) || b - a)[0] ?? null;
}
function factsOf(target2, facts) {
  const own3 = facts.get(target2.name);
  if (own3 === void 0) return [];
  return [{ target: target2.name, ...own3, cpus: target2.caps.cpus, workers: target2.env["WORKERS"] ?? "1" }];
}
function boardOf(scenario2, cells2, targets, commonCpus) {
  const entries = cells2.map(
    (cell3) => entryOf(cell3, targets.get(cell3.target)?.caps.cpus ?? commonCpus, commonCpus)
  );
  const byRps = rank(
    contenders(
      entries.filter(({ state }) => state === "ranked"),
      ({ rps: rps2 }) => rps2
    ),
    "high"
  );
  const ownCpu = entries.filter(
    ({ cell: cell3, state }) => state === "ranked" || state === "apart" || cell3.invalid?.code === SATURATED2
  );
  const byCpu2 = rank(
    contenders(ownCpu, ({ cpuUs }) => cpuUs),
    "low"
  );
  return {
    scenario: scenario2.name,
    request: `${scenario2.request.method} ${scenario2.request.path}`,
    connections: scenario2.connections,
    upstream: scenario2.upstream,
    rows: entries.map((entry) => rowOf(entry, byRps, byCpu2)).sort(inOrder2(byRps)),
    pairs: byRps.pairs
  };
}
function entryOf(cell3, cpus2, commonCpus) {
  const figures = figuresOf(cell3);
  const invalid4 = cell3.state === "invalid";
  const measured3 = cell3.state === "measured" && figures !== null;
  const state = invalid4 ? "invalid" : !measured3 ? "not-measured" : cpus2 === commonCpus ? "ranked" : "apart";
  return { cell: cell3, state, cpus: cpus2, figures };
}
var contenders = (entries, read2) => entries.flatMap(({ cell: cell3, figures }) => {
  const spread2 = figures && read2(figures);
  return spread2 === null ? [] : [{ target: cell3.target, spread: spread2 }];
});
function rowOf({ cell: cell3, state, cpus: cpus2, figures }, byRps, byCpu2) {
  const { target: target2, invalid: invalid4 } = cell3;
  return {
    target: target2,
    state,
    reason: invalid4 === null ? null : { code: invalid4.code, message: invalid4.message },
    cpus: cpus2,
    figures,
    rank: byRps.ranks.get(target2) ?? null,
    differsFromNext: byRps.differsFromNext.get(target2) ?? null,
    cpuRank: byCpu2.ranks.get(target2) ?? null
  };
}
var inOrder2 = (ranking2) => (a, b) => ORDER2.indexOf(a.state) - ORDER2.indexOf(b.state) || (a.state === "ranked" ? ranking2.order.indexOf(a.target) - ranking2.order.indexOf(b.target) : 0) || (a.target < b.target ? -1 : 1);

// src/leaderboard/read.ts
var name2 = string2().min(1).max(63);
var positive = number2().positive();
var comparable = object({
  schema: literal(LEADERBOARD_SCHEMA),
  scenarios: array(
    object({
      scenario: name2,
      rows: array(
        object({
          target: name2,
          state: string2(),
          figures: object({ rps: object({ mean: positive }) }).nullable()
        })
      ).max(1e4),
      pairs: array(object({ better: name2, worse: name2, ratio: positive, differs: boolean2() })).max(1e6)
    })
  ).max(1e4)
});
function readLeaderboard(text2, from) {
  const checked = comparable.safeParse(parsed(text2, from));
  if (checked.success) return checked.data;
  const [issue2] = checked.error.issues;
  throw invalid(
    `${from} is not of the shape ${LEADERBOARD_SCHEMA}: ${issue2?.path.join(".") || "the file"}: ${issue2?.message}.`
  );
}
function parsed(text2, from) {
  try {
    return JSON.parse(text2);
  } catch (cause) {
    throw invalid(`${from} is not JSON.`, cause);
  }
}
var invalid = (message, cause) => new LoadgateError(message, {
  kind: "usage",
  code: "leaderboard-invalid",
  hint: "Name the leaderboard.json that `loadgate leaderboard` wrote.",
  cause
});

// src/record/json-position.ts
function positionAt(text2, offset) {
  let line2 = 1;
  let lastBreak = -1;
  for (let at = text2.indexOf("\n"); at !== -1 && at < offset; at = text2.indexOf("\n", at + 1)) {
    line2++;
    lastBreak = at;
  }
  return { line: line2, column: offset - lastBreak };
}
function jsonErrorOffset(text2) {
  const open3 = [];
  let at = 0;
  let expected = "value";
  for (; ; ) {
    at = skipWhiteSpace(text2, at);
    if (expected === "end" && open3.length === 0) return at === text2.length ? null : at;
    const step = nextStep2(text2, at, expected, open3);
    if (step === null) return at;
    at = step.at;
    expected = step.expected;
  }
}
function nextStep2(text2, at, expected, open3) {
  const char = text2[at];
  switch (expected) {
    case "colon":
      return char === ":" ? { at: at + 1, expected: "value" } : null;
    case "end":
      if (char === ",") return { at: at + 1, expected: open3.at(-1) === "{" ? "name" : "value" };
      return close(char, at, open3);
    case "first-name":
      if (char === "}") return close(char, at, open3);
      return nameStep(text2, at);
    case "name":
      return nameStep(text2, at);
    case "first-value":
      if (char === "]") return close(char, at, open3);
      return valueStep(text2, at, open3);
    case "value":
      return valueStep(text2, at, open3);
  }
}
function close(char, at, open3) {
  if (char !== (open3.at(-1) === "{" ? "}" : "]")) return null;
  open3.pop();
  return { at: at + 1, expected: "end" };
}
function nameStep(text2, at) {
  const end = stringEnd(text2, at);
  return end === null ? null : { at: end, expected: "colon" };
}
function valueStep(text2, at, open3) {
  const char = text2[at];
  if (char === "{" || char === "[") {
    open3.push(char);
    return { at: at + 1, expected: char === "{" ? "first-name" : "first-value" };
  }
  const end = char === '"' ? stringEnd(text2, at) : scalarEnd(text2, at);
  return end === null ? null : { at: end, expected: "end" };
}
function scalarEnd(text2, at) {
  const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
  scalar.lastIndex = at;
  return scalar.test(text2) ? scalar.lastIndex : null;
}
function stringEnd(text2, start2) {
  if (text2[start2] !== '"') return null;
  const escaped = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;
  for (let at = start2 + 1; at < text2.length; at++) {
    const char = text2[at];
    if (char === '"') return at + 1;
    if (char < " ") return null;
    if (char !== "\\") continue;
    escaped.lastIndex = at;
    if (!escaped.test(text2)) return null;
    at = escaped.lastIndex - 1;
  }
  return null;
}
function skipWhiteSpace(text2, start2) {
  let at = start2;
  while (at < text2.length && " 	\n\r".includes(text2[at])) at++;
  return at;
}

// src/record/limits.ts
var MAX_RECORD_BYTES = 16 * 1024 * 1024;
var MAX_LOG_LINES2 = 40;
var MAX_LOG_LINE = 500;
var MAX_SENTENCE = 2e3;
var MAX_FACT = 255;
var MAX_PATH2 = 4096;
var MAX_CELLS = 1e4;
var MAX_GENERATIONS = 1e3;
var MAX_ROUNDS = 100;
var MAX_PROBLEMS = 1e3;
var MAX_STAGES = 100;
var MAX_CORES = 4096;
var NAME_PATTERN2 = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
var SHA_PATTERN = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
var CODE_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
var DIGEST_PATTERN = /^[A-Za-z0-9:_-]{1,128}$/;
var STAGE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,62}$/;

// src/record/schema.ts
var exactly = () => (schema) => schema;
var listOf = (item, max) => array(unknown()).max(max).transform((items, context) => {
  const read2 = [];
  for (const [index, value] of items.entries()) {
    const { success, data, error: error2 } = item.safeParse(value);
    if (success) {
      read2.push(data);
      continue;
    }
    for (const issue2 of error2.issues)
      context.addIssue({ ...issue2, path: [index, ...issue2.path] });
    return NEVER;
  }
  return read2;
});
var quantity = number2().nonnegative();
var count2 = int().nonnegative();
var name3 = string2().regex(NAME_PATTERN2);
var sha = string2().regex(SHA_PATTERN);
var code2 = string2().max(64).regex(CODE_PATTERN);
var digest = string2().regex(DIGEST_PATTERN);
var sentence2 = string2().max(MAX_SENTENCE);
var fact = string2().max(MAX_FACT);
var log = listOf(string2().max(MAX_LOG_LINE), MAX_LOG_LINES2);
var side = _enum(["baseline", "candidate"]);
var cores2 = listOf(count2.max(MAX_CORES), MAX_CORES);
var caps3 = listOf(_enum(["cpus", "core", "memory", "pids", "open files", "network"]), 16);
var latency = strictObject({
  mean: quantity,
  stdev: quantity,
  min: quantity,
  p50: quantity,
  p75: quantity,
  p90: quantity,
  p99: quantity,
  max: quantity
});
var failures = strictObject({
  refused: count2,
  reset: count2,
  timeout: count2,
  non2xx: count2,
  wrongBody: count2,
  other: count2
});
var roundFigures = strictObject({
  windowMs: quantity,
  requests: count2,
  rps: quantity,
  latencyUs: latency,
  failures,
  connectionsOpened: count2,
  cpuUserUs: quantity.nullable(),
  cpuSystemUs: quantity.nullable(),
  throttledMs: quantity.nullable(),
  generatorCpu: quantity,
  generatorLoop: quantity,
  upstreamCalls: count2.nullable().exactOptional(),
  upstreamConnections: count2.nullable().exactOptional()
});
var exactCounts2 = strictObject({
  requests: count2,
  upstreamCalls: quantity.nullable(),
  upstreamConnections: quantity.nullable(),
  newConnections: quantity,
  responseBytes: quantity
});
var rounds = listOf(roundFigures, MAX_ROUNDS);
var sideFigures = strictObject({
  duet: rounds,
  solo: rounds,
  probe: rounds,
  counts: exactCounts2.nullable(),
  peakMemoryBytes: quantity.nullable()
});
var generation = strictObject({
  index: count2,
  phase: _enum(["screen", "confirm"]),
  startedFirst: side,
  durationMs: quantity,
  candidate: sideFigures,
  baseline: sideFigures.nullable()
});
var cell2 = strictObject({
  target: name3,
  scenario: name3,
  inputs: digest,
  state: _enum(["measured", "unchanged", "invalid", "not-measured"]),
  invalid: strictObject({ code: code2, message: sentence2, side, log }).nullable(),
  noBaseline: sentence2.nullable(),
  carriedFrom: sha.nullable(),
  generations: listOf(generation, MAX_GENERATIONS)
}).refine(({ state, invalid: invalid4 }) => state !== "invalid" || invalid4 !== null, {
  path: ["invalid"],
  error: 'expected a reason, since the state is "invalid"'
});
var machine = strictObject({
  fingerprint: fact,
  cpuModel: fact,
  cores: count2,
  memoryBytes: count2,
  os: fact,
  kernel: fact,
  arch: fact
});
var runtime = strictObject({
  kind: _enum(["docker", "process"]),
  version: fact,
  cgroup: _enum(["v1", "v2", "none"]),
  capsHeld: caps3,
  capsMissing: caps3,
  targetCores: cores2.nullable(),
  generatorCores: cores2.nullable()
});
var problem = strictObject({
  kind: _enum(["usage", "machine"]),
  code: code2,
  message: sentence2,
  hint: sentence2,
  log,
  location: strictObject({ file: string2().max(MAX_PATH2), line: count2, column: count2 }).nullable()
});
var image = strictObject({ target: name3, side, sizeBytes: count2.nullable(), buildMs: quantity });
var commit = strictObject({ sha, label: fact });
var cells = listOf(cell2, MAX_CELLS).refine(
  (all) => new Set(all.map((one) => `${one.target}/${one.scenario}`)).size === all.length,
  {
    error: "expected each cell once, but two have the same target and scenario"
  }
);
var timing = record(string2(), unknown()).refine((stages) => Object.keys(stages).length <= MAX_STAGES, {
  error: `expected at most ${MAX_STAGES} stages`
}).pipe(record(string2().regex(STAGE_PATTERN), quantity));
var recordSchema = exactly()(
  strictObject({
    schema: literal(RECORD_SCHEMA),
    version: fact,
    id: digest,
    startedAt: iso_exports.datetime(),
    durationMs: quantity,
    seed: count2,
    candidate: commit,
    baseline: commit.nullable(),
    baselineFigures: _enum(["run", "stored", "none"]),
    configDigest: digest,
    machine,
    runtime,
    caps: strictObject({ cpus: quantity, memoryBytes: quantity }),
    timing,
    images: array(image).max(2 * MAX_CELLS).exactOptional(),
    cells,
    problems: listOf(problem, MAX_PROBLEMS)
  })
);

// src/record/parse.ts
var LISTED_ISSUES = 5;
function parseRecord(text2, from, maxBytes = MAX_RECORD_BYTES) {
  return checkRecord(parseJson(text2, from, maxBytes), from);
}
function parseJson(text2, from, maxBytes) {
  const bytes2 = Buffer.byteLength(text2);
  if (bytes2 > maxBytes) {
    throw invalid2(`The record ${from} is ${bytes2} bytes long; at most ${maxBytes} are read.`);
  }
  try {
    return JSON.parse(text2);
  } catch (cause) {
    const { line: line2, column: column2 } = positionAt(text2, jsonErrorOffset(text2) ?? text2.length);
    throw invalid2(`The record ${from} is not JSON: line ${line2}, column ${column2}.`, cause);
  }
}
function checkRecord(value, from) {
  requireVersion2(value, from);
  return checkShape(recordSchema, value, from, RECORD_SCHEMA);
}
function checkShape(schema, value, from, name5) {
  const result2 = schema.safeParse(value);
  if (result2.success) return result2.data;
  throw invalid2(`The record ${from} is not of the shape ${name5}: ${describe3(result2.error.issues)}.`);
}
function requireVersion2(value, from) {
  if (typeof value !== "object" || value === null || !("schema" in value)) return;
  const { schema } = value;
  if (typeof schema !== "string" || schema === RECORD_SCHEMA) return;
  throw new LoadgateError(
    `The record ${from} is of the schema ${JSON.stringify(schema.slice(0, 80))}; this version reads ${RECORD_SCHEMA}.`,
    {
      kind: "machine",
      code: "record-version",
      hint: "Use the version of loadgate that wrote it, or remove the record and let a run on the default branch store a new one."
    }
  );
}
function describe3(issues) {
  const listed2 = issues.slice(0, LISTED_ISSUES).map(describeIssue);
  const more = issues.length - listed2.length;
  return listed2.join("; ") + (more > 0 ? `; and ${more} more` : "");
}
function describeIssue(issue2) {
  const where = issue2.path.length === 0 ? "the record" : spellPath(issue2.path);
  if (issue2.code === "unrecognized_keys") {
    const keys = issue2.keys.slice(0, LISTED_ISSUES).map((key) => JSON.stringify(key.slice(0, 80)));
    return `${where} has unknown keys ${keys.join(", ")}`;
  }
  return `${where}: ${issue2.message.replace(/^Invalid (?:input|string): /, "")}`;
}
function spellPath(path) {
  return path.map((key, index) => {
    if (typeof key === "number") return `[${key}]`;
    const text2 = String(key);
    if (!/^[A-Za-z0-9]{1,40}$/.test(text2)) return `[${JSON.stringify(text2.slice(0, 80))}]`;
    return index === 0 ? text2 : `.${text2}`;
  }).join("");
}
function invalid2(message, cause) {
  return new LoadgateError(message, {
    kind: "machine",
    code: "record-invalid",
    hint: "Remove the record, and let a run on the default branch store a new one.",
    cause
  });
}

// src/record/serialise.ts
var SIGNIFICANT_DIGITS = 6;
function serialiseRecord(record2) {
  const checked = checkRecord(clipped(record2), "that this run made");
  const ordered = { ...checked, timing: sorted(checked.timing) };
  return `${JSON.stringify(ordered, (_key, value) => typeof value === "number" ? rounded(value) : value)}
`;
}
function rounded(value) {
  return Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
function sorted(members2) {
  return Object.fromEntries(Object.entries(members2).sort(([a], [b]) => a < b ? -1 : 1));
}
function clipped(record2) {
  const { machine: machine2, runtime: runtime2 } = record2;
  return {
    ...record2,
    version: fact2(record2.version),
    candidate: { ...record2.candidate, label: fact2(record2.candidate.label) },
    baseline: record2.baseline && { ...record2.baseline, label: fact2(record2.baseline.label) },
    machine: {
      ...machine2,
      cpuModel: fact2(machine2.cpuModel),
      os: fact2(machine2.os),
      kernel: fact2(machine2.kernel),
      arch: fact2(machine2.arch)
    },
    runtime: { ...runtime2, version: fact2(runtime2.version) },
    cells: record2.cells.map((cell3) => ({
      ...cell3,
      noBaseline: cell3.noBaseline && sentence3(cell3.noBaseline),
      invalid: cell3.invalid && {
        ...cell3.invalid,
        message: sentence3(cell3.invalid.message),
        log: log2(cell3.invalid.log)
      }
    })),
    problems: record2.problems.slice(0, MAX_PROBLEMS).map((problem2) => ({
      ...problem2,
      message: sentence3(problem2.message),
      hint: sentence3(problem2.hint),
      log: log2(problem2.log)
    }))
  };
}
var fact2 = (text2) => clip2(text2, MAX_FACT);
var sentence3 = (text2) => clip2(text2, MAX_SENTENCE);
var log2 = (lines2) => lines2.slice(-MAX_LOG_LINES2).map((line2) => clip2(line2, MAX_LOG_LINE));
function clip2(text2, length) {
  if (text2.length <= length) return text2;
  return text2.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}

// src/cli/leaderboard-facts.ts
import { readFile as readFile6 } from "node:fs/promises";
import { join as join13 } from "node:path";

// src/leaderboard/facts.ts
var import_yaml3 = __toESM(require_dist(), 1);

// src/leaderboard/versions.ts
var PINNED = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*===?\s*([^\s;#,]+)\s*(?:[;#].*|--hash.*|\\)?$/;
var EXACT = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;
function pinnedVersion(name5, requirements, packageJson) {
  return (requirements && fromRequirements(name5, requirements.text)) ?? (packageJson && fromPackageJson(name5, packageJson.text));
}
function fromRequirements(name5, text2) {
  for (const line2 of text2.split(/\r?\n/)) {
    const [, found, version2] = PINNED.exec(line2.trim()) ?? [];
    if (found !== void 0 && normalised(found) === normalised(name5)) return version2 ?? null;
  }
  return null;
}
var normalised = (name5) => name5.toLowerCase().replace(/[-_.]+/g, "-");
function fromPackageJson(name5, text2) {
  const { dependencies } = parsed2(text2);
  if (typeof dependencies !== "object" || dependencies === null || !Object.hasOwn(dependencies, name5)) {
    return null;
  }
  const version2 = dependencies[name5];
  return typeof version2 === "string" && EXACT.test(version2) ? version2 : null;
}
function parsed2(text2) {
  try {
    const value = JSON.parse(text2);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

// src/leaderboard/facts.ts
var KEYS_HINT = "docs/adding-a-target.md lists the keys of about.yml.";
var line = string2().trim().min(1).max(120);
var aboutSchema = strictObject({
  framework: line.max(40),
  package: line,
  server: line.max(60),
  "server-package": line.optional(),
  interface: _enum(["WSGI", "ASGI", "own"]),
  async: boolean2(),
  "upstream-multiple": _enum(["at once", "one after the other"]),
  ceiling: line.max(300).optional()
});
function readFacts(files, target2) {
  if (files.about === null) return unknownFacts(target2);
  const about = parseAbout(files.about);
  const version2 = (name5) => {
    const found = pinnedVersion(name5, files.requirements, files.packageJson);
    if (found !== null) return found;
    throw invalid3(
      `${files.about?.path}: no version of ${JSON.stringify(name5)} is pinned in requirements.txt or package.json.`,
      'Name a package as its line in requirements.txt (name==version) or package.json ("name": "version") has it.'
    );
  };
  const server = about["server-package"];
  return {
    framework: about.framework,
    frameworkVersion: version2(about.package),
    server: about.server,
    serverVersion: server === void 0 ? null : version2(server),
    interface: about.interface,
    async: about.async,
    upstreamMultiple: about["upstream-multiple"],
    ceiling: about.ceiling ?? null
  };
}
var unknownFacts = (target2) => ({
  framework: target2,
  frameworkVersion: null,
  server: null,
  serverVersion: null,
  interface: null,
  async: null,
  upstreamMultiple: null,
  ceiling: null
});
function parseAbout({ path, text: text2 }) {
  const lines2 = new import_yaml3.LineCounter();
  const document = (0, import_yaml3.parseDocument)(text2, { schema: "core", prettyErrors: false, lineCounter: lines2 });
  const place = (offset) => {
    const { line: row3, col } = lines2.linePos(offset);
    return `${path}:${Math.max(row3, 1)}:${Math.max(col, 1)}`;
  };
  const [broken] = document.errors;
  if (broken !== void 0) {
    throw invalid3(
      `${place(broken.pos[0])}: ${broken.message}`,
      "Correct the YAML; docs/adding-a-target.md has a whole file."
    );
  }
  const checked = aboutSchema.safeParse(document.toJS());
  if (checked.success) return checked.data;
  const errors = checked.error.issues.map((issue2) => {
    const node2 = document.getIn(issue2.path, true);
    const name5 = issue2.path.length === 0 ? "" : `${issue2.path.join(".")}: `;
    const what = issue2.message.replace(/^Invalid (?:input|option): /, "");
    return invalid3(`${place(node2?.range?.[0] ?? 0)}: ${name5}${what}`, KEYS_HINT);
  });
  throw new LoadgateErrors(errors);
}
var invalid3 = (message, hint) => new LoadgateError(message, { kind: "usage", code: "about-invalid", hint });

// src/cli/leaderboard-facts.ts
async function readAllFacts(config2, root) {
  const facts = /* @__PURE__ */ new Map();
  const errors = [];
  for (const { name: name5, build } of config2.targets) {
    const file = (path) => sourceFile(root, join13(build?.context ?? ".", path));
    const files = {
      about: await file("about.yml"),
      requirements: await file("requirements.txt"),
      packageJson: await file("package.json")
    };
    try {
      facts.set(name5, readFacts(files, name5));
    } catch (error2) {
      errors.push(...toLoadgateErrors(error2));
    }
  }
  if (errors.length > 0) throw new LoadgateErrors(errors);
  return facts;
}
async function sourceFile(root, path) {
  try {
    return { path, text: await readFile6(join13(root, path), "utf8") };
  } catch (error2) {
    if (error2.code === "ENOENT") return null;
    throw error2;
  }
}

// src/cli/leaderboard-files.ts
import { mkdir, writeFile as writeFile2 } from "node:fs/promises";
import { basename as basename3, dirname as dirname3, join as join14, relative as relative4, resolve as resolve6, sep as sep3 } from "node:path";

// src/leaderboard/words.ts
var rps = (value) => number4(value, value >= 100 ? 0 : value >= 10 ? 1 : 2);
var interval = ({ low, high }, write3) => low === null || high === null ? null : `${write3(low)} … ${write3(high)}`;
var spread = ({ spread: value }) => value === null ? null : percent2(value);
var places = ({ best, worst }) => best === worst ? `${best}` : `${best}–${worst}`;
var quota2 = (cpus2) => `${cpus2} ${cpus2 === 1 ? "CPU" : "CPUs"}`;
function nameOf(target2, { facts }) {
  const own3 = facts.find((one) => one.target === target2);
  if (own3 === void 0) return target2;
  const twin = facts.some((one) => one.target !== target2 && one.framework === own3.framework);
  return twin && own3.server !== null ? `${own3.framework} (${own3.server})` : own3.framework;
}
var labelOf = ({ target: target2, state, cpus: cpus2 }, board) => state === "apart" ? `${nameOf(target2, board)}, ${quota2(cpus2)}` : nameOf(target2, board);
var factsOf2 = (target2, { facts }) => facts.find((one) => one.target === target2) ?? null;
function outside(row3) {
  if (row3.state === "apart") return `not ranked: measured under ${quota2(row3.cpus)}`;
  if (row3.state === "invalid") return `invalid: ${row3.reason?.message ?? "no reason is known"}`;
  return row3.state === "not-measured" ? "not measured" : null;
}

// src/leaderboard/csv.ts
var COLUMNS = {
  scenario: (_row, { scenario: scenario2 }) => scenario2,
  target: ({ target: target2 }) => target2,
  framework: ({ target: target2 }, _scenario, board) => factsOf2(target2, board)?.framework,
  framework_version: ({ target: target2 }, _scenario, board) => factsOf2(target2, board)?.frameworkVersion,
  server: ({ target: target2 }, _scenario, board) => factsOf2(target2, board)?.server,
  server_version: ({ target: target2 }, _scenario, board) => factsOf2(target2, board)?.serverVersion,
  interface: ({ target: target2 }, _scenario, board) => factsOf2(target2, board)?.interface,
  async: ({ target: target2 }, _scenario, board) => factsOf2(target2, board)?.async,
  workers: ({ target: target2 }, _scenario, board) => factsOf2(target2, board)?.workers,
  cpus: ({ cpus: cpus2 }) => cpus2,
  state: ({ state }) => state,
  reason: ({ reason }) => reason && `${reason.code}: ${reason.message}`,
  rank_best: ({ rank: rank2 }) => rank2?.best,
  rank_worst: ({ rank: rank2 }) => rank2?.worst,
  differs_from_next: ({ differsFromNext }) => differsFromNext,
  requests: ({ figures }) => figures?.requests,
  requests_per_s: ({ figures }) => figures?.rps.mean,
  requests_per_s_low: ({ figures }) => figures?.rps.low,
  requests_per_s_high: ({ figures }) => figures?.rps.high,
  log_sd: ({ figures }) => figures?.rps.spread,
  generations: ({ figures }) => figures?.rps.values.length,
  failed: ({ figures }) => figures?.failed,
  connections: (_row, { connections }) => connections,
  latency_avg_us: ({ figures }) => figures?.latencyUs.mean,
  latency_stdev_us: ({ figures }) => figures?.latencyUs.stdev,
  latency_max_us: ({ figures }) => figures?.latencyUs.max,
  latency_p50_us: ({ figures }) => figures?.latencyUs.p50,
  latency_p75_us: ({ figures }) => figures?.latencyUs.p75,
  latency_p90_us: ({ figures }) => figures?.latencyUs.p90,
  latency_p99_us: ({ figures }) => figures?.latencyUs.p99,
  cpu_us_per_request: ({ figures }) => figures?.cpuUs?.mean,
  cpu_rank_best: ({ cpuRank }) => cpuRank?.best,
  cpu_rank_worst: ({ cpuRank }) => cpuRank?.worst,
  peak_memory_bytes: ({ figures }) => figures?.peakMemoryBytes,
  generator_cpu: ({ figures }) => figures?.generatorCpu,
  upstream_calls_per_request: ({ figures }) => figures?.counts?.upstreamCalls,
  upstream_connections_per_request: ({ figures }) => figures?.counts?.upstreamConnections,
  upstream_calls: ({ figures }) => figures?.upstream?.calls,
  upstream_connections: ({ figures }) => figures?.upstream?.connections,
  ceiling: ({ target: target2 }, _scenario, board) => factsOf2(target2, board)?.ceiling
};
function leaderboardCsv(board) {
  const lines2 = board.scenarios.flatMap(
    (scenario2) => scenario2.rows.map((row3) => Object.values(COLUMNS).map((read2) => field(read2(row3, scenario2, board))))
  );
  return [Object.keys(COLUMNS), ...lines2].map((fields) => `${fields.join(",")}
`).join("");
}
function field(value) {
  if (value === null || value === void 0) return "";
  if (typeof value === "number") return String(Number(value.toPrecision(6)));
  const text2 = String(value).replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text2) ? `"${text2.replaceAll('"', '""')}"` : text2;
}

// src/leaderboard/columns.ts
var column = (header, align, write3, wraps = false) => ({
  header,
  align,
  wraps,
  read: (row3) => {
    const text2 = write3(row3);
    return text2 === null ? NONE3 : escapeText(text2);
  }
});
var words = (header, write3) => column(header, "left", write3, true);
var figure2 = (header, write3) => column(header, "right", write3);
var name4 = (board) => words("Framework", (row3) => labelOf(row3, board));
var rankingColumns = (board) => [
  figure2("Rank", ({ rank: rank2 }) => rank2 && places(rank2)),
  name4(board),
  words("Server", ({ target: target2 }) => factsOf2(target2, board)?.server ?? null),
  figure2("Requests", ({ figures }) => number4(figures.requests)),
  figure2("Requests/s", ({ figures }) => rps(figures.rps.mean)),
  figure2("95 % interval", ({ figures }) => interval(figures.rps, rps)),
  figure2("s.d.", ({ figures }) => spread(figures.rps)),
  figure2("Median ms", ({ figures }) => number4(figures.latencyUs.p50 / 1e3, 2)),
  figure2("Failed", ({ figures }) => number4(figures.failed)),
  words(
    "Differs from next",
    ({ differsFromNext: differs }) => differs === null ? null : differs ? "yes" : "no"
  ),
  words("CPU quota", ({ state, cpus: cpus2 }) => state === "apart" ? quota2(cpus2) : null)
];
var latency2 = (header, key) => figure2(header, ({ figures }) => time3(figures.latencyUs[key]));
var latencyColumns = (board, connections) => [
  name4(board),
  figure2("RPS", ({ figures }) => rps(figures.rps.mean)),
  latency2("Latency avg", "mean"),
  latency2("stdev", "stdev"),
  latency2("max", "max"),
  latency2("50 %", "p50"),
  latency2("75 %", "p75"),
  latency2("90 %", "p90"),
  latency2("99 %", "p99"),
  figure2("Connections", () => number4(connections))
];
var count3 = (header, key) => figure2(header, ({ figures }) => {
  const value = figures.counts?.[key] ?? null;
  return value === null ? null : perRequest(value);
});
var costColumns = (board) => [
  figure2("CPU rank", ({ cpuRank }) => cpuRank && places(cpuRank)),
  name4(board),
  figure2("CPU a request", ({ figures }) => figures.cpuUs && time3(figures.cpuUs.mean)),
  figure2("s.d.", ({ figures }) => figures.cpuUs && spread(figures.cpuUs)),
  figure2(
    "Peak memory",
    ({ figures }) => figures.peakMemoryBytes === null ? null : bytes(figures.peakMemoryBytes)
  ),
  figure2("Generator's CPU", ({ figures }) => share2(figures.generatorCpu)),
  count3("Upstream calls a request", "upstreamCalls"),
  count3("Upstream connections a request", "upstreamConnections"),
  figure2("Upstream calls", ({ figures }) => figures.upstream && number4(figures.upstream.calls)),
  figure2("Connections for them", ({ figures }) => figures.upstream && number4(figures.upstream.connections)),
  figure2("Quota", ({ cpus: cpus2 }) => quota2(cpus2)),
  words(
    "Limit of the generator?",
    ({ reason }) => reason === null ? null : "yes: not ranked by requests/s"
  ),
  words("Ceiling", ({ target: target2 }) => factsOf2(target2, board)?.ceiling ?? null)
];

// src/leaderboard/origins.ts
var row2 = ([name5, target2, rps2, latency3, failed3, note]) => ({
  name: name5,
  target: target2,
  rps: typeof rps2 === "number" ? rps2 : rps2[0],
  requests: typeof rps2 === "number" ? null : rps2[1],
  latency: latency3,
  failed: failed3 ?? null,
  note: note ?? null
});
var LOCUST = "Locust, 4,000 users that wait 5 to 15 s between requests, for 2 minutes, against 1 vCPU and 1 GB: 4,000 users that wait 10 s on average send about 400 requests/s at the most, however fast the server is, so these figures measure the client.";
var SLEEP_SERVER = "wrk for 30 s, with as many connections as bring the server's CPU to 80 to 100 %: not the same number for each, so not the same load, and the latency is what that number of connections makes it.";
var ORIGINS = [
  {
    name: "B, text",
    scenario: "text",
    latency: "median",
    method: `${LOCUST} One run each: nobody could say whether 313 and 315 differ.`,
    rows: [
      ["aiohttp", "aiohttp", [314, 18908], "63 ms", "0"],
      ["Bottle", "bottle", [221, 13250], "120 ms", "0"],
      ["Flask", "flask", [266, 16012], "120 ms", "0", "its own development server"],
      ["Japronto", "japronto", [313, 18804], "62 ms", "0"],
      ["Pyramid", "pyramid", [207, 12290], "120 ms", "345"],
      ["Sanic", "sanic", [311, 18537], "120 ms", "43"],
      ["Starlette", "starlette", [312, 18671], "120 ms", "2"],
      ["Tornado", "tornado", [315, 18771], "63 ms", "0"],
      [
        "Django + Gunicorn",
        "django",
        730,
        "152 ms",
        "0",
        "18,052 requests at 730 a second do not fit the others"
      ]
    ].map(row2)
  },
  {
    name: "E, text",
    scenario: "text",
    latency: "average ± s.d.",
    method: "wrk with 10 threads and 1,000 connections for 60 s, POST, one run each, with different numbers of workers: time-outs are no part of the latency, and one of the rows had no right answer at all.",
    rows: [
      ["Tornado", "tornado", 452, "254 ms ± 384", "1,355 time-outs"],
      ["gunicorn + Flask", "flask", 71, "502 ms ± 585", "1,576 time-outs"],
      ["gevent + Flask", "flask-gevent", 458, "461 ms ± 376", "2,582 time-outs"],
      [
        "gevent + Bottle",
        "bottle-gevent",
        125,
        null,
        "all non-2xx",
        "errors that were counted as throughput"
      ]
    ].map(row2)
  },
  {
    name: "A and B, json",
    scenario: "json",
    latency: "median",
    method: `${LOCUST} The bodies had 106, 122 and 128 bytes, one of them encoded twice: not the same work.`,
    rows: [
      ["aiohttp", "aiohttp", [317, 18924], "63 ms", "0"],
      ["Bottle", "bottle", [225, 13402], "120 ms", "0"],
      ["Flask", "flask", [224, 13393], "120 ms", "0", "its own development server"],
      ["Japronto", "japronto", [320, 19003], "62 ms", "0"],
      ["Pyramid", "pyramid", [224, 13316], "120 ms", "0"],
      ["Sanic", "sanic", [312, 18525], "120 ms", "42"],
      ["Starlette", "starlette", [288, 17260], "120 ms", "3"],
      ["Tornado", "tornado", [317, 18939], "63 ms", "0"]
    ].map(row2)
  },
  {
    name: "C, one call, no reuse",
    scenario: "upstream-single",
    latency: "latency",
    method: SLEEP_SERVER,
    rows: [
      ["Flask", "flask", 131.6, "3.71 s", null, "500 connections"],
      ["Starlette", "starlette", 516.8, "5.46 s", null, "3,000 connections"],
      ["Tornado", "tornado", 521.1, "4.98 s", null, "1,000 connections"]
    ].map(row2)
  },
  {
    name: "C, one call, reuse",
    scenario: "upstream-single-reuse",
    latency: "latency",
    method: `${SLEEP_SERVER} Its 'reuse' was not reused in Flask: the mount of the larger pool never matched, so 10 connections were kept.`,
    rows: [
      ["Flask", "flask", 148.1, "3.11 s"],
      ["Starlette", "starlette", 744.9, "3.75 s"],
      ["Tornado", "tornado", 713, "3.91 s"]
    ].map(row2)
  },
  {
    name: "C, several calls, no reuse",
    scenario: "upstream-multiple",
    latency: "latency",
    method: `${SLEEP_SERVER} Its upstream cut 1.5 s down to 1 s, so several calls could be quicker than one.`,
    rows: [
      ["Flask", "flask", 131.6, "3.71 s"],
      ["Starlette", "starlette", 382, "7.12 s"],
      ["Tornado", "tornado", 169, "5.60 s"]
    ].map(row2)
  },
  {
    name: "C, several calls, reuse",
    scenario: "upstream-multiple-reuse",
    latency: "latency",
    method: `${SLEEP_SERVER} Its upstream cut 1.5 s down to 1 s, so several calls could be quicker than one.`,
    rows: [
      ["Flask", "flask", 230.4, "2.10 s"],
      ["Starlette", "starlette", 548.5, "2.63 s"],
      ["Tornado", "tornado", 493.2, "2.89 s"]
    ].map(row2)
  }
];

// src/leaderboard/scenario-page.ts
function scenarioPart(board, scenario2, picture) {
  const ranked = scenario2.rows.filter(({ state }) => state === "ranked").filter(hasFigures2);
  const apart = scenario2.rows.filter(({ state }) => state === "apart").filter(hasFigures2);
  const costs = scenario2.rows.filter(hasFigures2).filter(({ cpuRank, state }) => cpuRank !== null || state !== "invalid");
  return paragraphs([
    `## ${label(scenario2.scenario)}`,
    introduction(scenario2),
    picture === null ? "" : `![Requests per second of each framework with 95 % intervals: ${label(scenario2.scenario)}](${picture})`,
    ranked.length === 0 ? "Nothing could be ranked." : table3(rankingColumns(board), ranked),
    apart.length === 0 ? "" : `**Not ranked with them**, because it had another CPU quota than ${quota2(board.cpus)}:`,
    table3(rankingColumns(board), apart),
    left(board, scenario2),
    latencyPart(board, scenario2, [...ranked, ...apart]),
    costs.length === 0 ? "" : `### What a request costs (${label(scenario2.scenario)})`,
    table3(costColumns(board), [...costs].sort(byCpu)),
    ...originsOf(scenario2).map((origin) => originPart(scenario2, origin))
  ]);
}
var hasFigures2 = (row3) => row3.figures !== null;
var byCpu = (a, b) => (a.figures.cpuUs?.mean ?? Number.POSITIVE_INFINITY) - (b.figures.cpuUs?.mean ?? Number.POSITIVE_INFINITY);
function latencyPart(board, scenario2, rows) {
  if (rows.length === 0) return "";
  return `### Latency (${label(scenario2.scenario)})

${table3(latencyColumns(board, scenario2.connections), rows)}`;
}
function table3(columns, rows) {
  const cells2 = grid(columns, rows);
  return renderGrid(cells2, cells2.rows, { aligned: true });
}
function introduction({ request: request3, connections, upstream, rows }) {
  const generations2 = rows.map(({ figures }) => figures?.rps.values.length ?? 0).filter((count4) => count4 > 0);
  const fewest = Math.min(...generations2);
  const most = Math.max(...generations2);
  const amount = fewest === most ? plural(most, "generation") : `${fewest} to ${most} generations`;
  const times2 = generations2.length === 0 ? "" : `, ${amount} each`;
  const calls = upstream === null ? "" : `, upstream that answers after ${number4(upstream.delayMs)} ms`;
  return `<code>${escapeText(request3)}</code>, ${number4(connections)} connections${calls}${times2}.`;
}
function left(board, { rows }) {
  return rows.filter(({ state }) => state === "invalid" || state === "not-measured").map((row3) => `- ⚠️ **${escapeText(nameOf(row3.target, board))}**, ${escapeText(outside(row3) ?? "")}`).join("\n");
}
var originsOf = ({ scenario: scenario2, rows }) => ORIGINS.filter(
  (origin) => origin.scenario === scenario2 && origin.rows.some(({ target: target2 }) => rows.some((row3) => row3.target === target2))
);
function originPart(scenario2, origin) {
  const ours = (target2) => scenario2.rows.find((row3) => row3.target === target2) ?? null;
  const figure3 = (header, read2) => ({
    header,
    align: "right",
    read: (row3) => escapeText(read2(row3) ?? NONE3)
  });
  const words2 = (header, read2) => ({
    ...figure3(header, read2),
    align: "left",
    wraps: true
  });
  const columns = [
    words2("Theirs", ({ name: name5 }) => name5),
    figure3("their requests", ({ requests }) => requests === null ? null : number4(requests)),
    figure3("their requests/s", (row3) => number4(row3.rps, Number.isInteger(row3.rps) ? 0 : 1)),
    figure3(`their ${origin.latency}`, ({ latency: latency3 }) => latency3),
    figure3("their failures", ({ failed: failed3 }) => failed3),
    words2("note", ({ note }) => note),
    figure3("our requests/s", ({ target: target2 }) => ourRps(ours(target2))),
    figure3("our rank", ({ target: target2 }) => ourRank(ours(target2)))
  ];
  return paragraphs([
    `### Theirs: ${label(origin.name)}`,
    escapeText(origin.method, 1e3),
    table3(columns, origin.rows)
  ]);
}
var ourRps = (row3) => row3?.figures && (row3.state === "ranked" || row3.state === "apart") ? rps(row3.figures.rps.mean) : null;
function ourRank(row3) {
  if (row3 === null) return null;
  if (row3.rank !== null) return places(row3.rank);
  return row3.state === "apart" ? quota2(row3.cpus) : row3.state;
}

// src/leaderboard/page.ts
function leaderboardPage(board, pictures, command) {
  return `${paragraphs([
    "# Leaderboard",
    opening(board, command),
    board.configChanged ? "⚠️ The configuration is not the one of this record: connections, quotas and facts may be newer than the figures." : "",
    "## How to read it",
    RULES(board),
    "## Targets",
    factsTable(board.facts),
    ...board.scenarios.map(
      (scenario2) => scenarioPart(board, scenario2, pictures.get(scenario2.scenario) ?? null)
    ),
    "## Where the time went",
    timeTable(board)
  ])}
`;
}
function opening(board, command) {
  const { machine: machine2, runtime: runtime2, facts, scenarios } = board;
  const day = board.startedAt.slice(0, 10);
  const amount = `${plural(facts.length, "target")} × ${plural(scenarios.length, "scenario")}`;
  const where = `${machine2.cpuModel}, ${plural(machine2.cores, "core")}, ${bytes(machine2.memoryBytes)}, ${machine2.os}, ${machine2.arch}`;
  const missing3 = runtime2.capsMissing.length === 0 ? "" : ` Caps that did not hold: ${list(runtime2.capsMissing)}.`;
  return [
    `${amount}, measured on ${day} by loadgate ${escapeText(board.version)} at ${label(board.commit.label)} (${code(board.commit.sha.slice(0, 7))})`,
    `on ${escapeText(where)}; ${runtime2.kind} ${escapeText(runtime2.version)}, ${quota2(board.cpus)} and ${bytes(board.memoryBytes)} a target.${missing3}`,
    `Made by ${code(command, 200)}, seed ${number4(board.seed).replaceAll(",", "")}.`
  ].join("\n");
}
var RULES = ({ cpus: cpus2 }) => `- Each target runs alone, under ${quota2(cpus2)}, on cores that the load does not use. One **generation** is a fresh container: ready,
  every answer verified, warmed up, loaded. Means, standard deviations and 95 % intervals are over generations, on
  logarithms (geometric mean, Student's t).
- **Rank** is a range: a target is behind those that are surely faster, and before those that are surely slower. Surely
  means that Welch's t test says they differ, at 5 % for all pairs of the table together (Holm). \`2–4\` can't be told
  apart from the others of its range. **Differs from next** says it of two neighbours.
- **Invalid is not slow**: a row whose figures can't be believed is listed with its reason, and not ranked.
- A target that is too fast for the load generator has a **smaller CPU quota**, and is shown below the ranking with
  its quota. Requests/s under different quotas are not compared. **CPU rank**, by CPU time per request, holds for all
  of them, also for a target at which the generator came to its limit.
- A latency is the median over the solo rounds of what each round says. All targets get the same number of connections,
  so at saturation latency says the same as throughput.
- **Generator's CPU** is the most that the load generator took of its own core. **Ceiling** is what worker, thread and
  pool counts allow.`;
function factsTable(facts) {
  const text2 = (header, read2) => ({
    header,
    align: "left",
    wraps: true,
    read: (one) => escapeText(read2(one) ?? NONE3)
  });
  const columns = [
    text2("Target", ({ target: target2 }) => target2),
    text2("Framework", ({ framework, frameworkVersion }) => together(framework, frameworkVersion)),
    text2("Server", ({ server, serverVersion }) => server === null ? null : together(server, serverVersion)),
    text2("Interface", (one) => one.interface),
    text2("Async", (one) => one.async === null ? null : one.async ? "yes" : "no"),
    text2("Several upstream calls", ({ upstreamMultiple }) => upstreamMultiple),
    text2("Workers", ({ workers: workers2 }) => workers2),
    text2("CPU quota", ({ cpus: cpus2 }) => quota2(cpus2))
  ];
  const cells2 = grid(columns, facts);
  return renderGrid(cells2, cells2.rows, { aligned: true });
}
var together = (name5, version2) => version2 === null ? name5 : `${name5} ${version2}`;
function timeTable({ timing: timing2, durationMs }) {
  const stages = Object.entries(timing2).sort(([, a], [, b]) => b - a);
  const known = stages.reduce((total, [, ms]) => total + ms, 0);
  const rows = [
    ...stages,
    ["not accounted for", Math.max(0, durationMs - known)],
    ["wall time", durationMs]
  ];
  const columns = [
    { header: "Stage", align: "left", read: ([name5]) => escapeText(name5), wraps: true },
    { header: "Time", align: "right", read: ([, ms]) => duration4(ms) },
    { header: "Share", align: "right", read: ([, ms]) => durationMs === 0 ? NONE3 : share2(ms / durationMs) }
  ];
  const cells2 = grid(columns, rows);
  return renderGrid(cells2, cells2.rows, { aligned: true });
}

// src/leaderboard/picture.ts
var LABEL = 40;
function pictureOf(board, scenario2) {
  const rows = scenario2.rows.filter(
    (row3) => row3.figures !== null && (row3.state === "ranked" || row3.state === "apart")
  );
  if (rows.length === 0) return null;
  const apart = rows.some(({ state }) => state === "apart");
  return {
    title: `${scenario2.scenario}: requests per second`,
    subtitle: `Mean over generations with its 95 % interval, ${scenario2.connections} connections${apart ? "; grey: under another CPU quota, not ranked" : ""}`,
    axis: "requests/s",
    bars: rows.map((row3) => ({
      label: cutToWidth(plain2(labelOf(row3, board)), LABEL),
      value: row3.figures.rps.mean,
      low: row3.figures.rps.low,
      high: row3.figures.rps.high,
      text: rps(row3.figures.rps.mean),
      muted: row3.state === "apart"
    }))
  };
}

// src/cli/leaderboard-files.ts
var CHARTS = "./chart.js";
async function writeLeaderboard(board, out, markdown) {
  const pictures = await drawPictures(board);
  const json = `${JSON.stringify(board, (_key, value) => typeof value === "number" ? rounded(value) : value, 2)}
`;
  const files = [
    [join14(out, "leaderboard.json"), json],
    [join14(out, "leaderboard.csv"), leaderboardCsv(board)],
    ...pageFiles(board, pictures, join14(out, "leaderboard.md"), out),
    ...markdown === null ? [] : pageFiles(board, pictures, markdown, join14(dirname3(markdown), "images"), "leaderboard-")
  ];
  for (const [path, text2] of files) await writeIn(path, text2);
  return files.map(([path]) => path);
}
function pageFiles(board, pictures, page, folder, prefix = "") {
  const paths = new Map(
    [...pictures.keys()].map((scenario2) => [scenario2, join14(folder, `${prefix}${scenario2}.svg`)])
  );
  const links = new Map(
    [...paths].map(([scenario2, path]) => [scenario2, relative4(dirname3(page), path).split(sep3).join("/")])
  );
  return [
    [page, leaderboardPage(board, links, commandOf2(board))],
    ...[...pictures].map(([scenario2, svg]) => [paths.get(scenario2) ?? "", svg])
  ];
}
async function drawPictures(board) {
  const charts = board.scenarios.flatMap((scenario2) => {
    const chart = pictureOf(board, scenario2);
    return chart === null ? [] : [[scenario2.scenario, chart]];
  });
  if (charts.length === 0) return /* @__PURE__ */ new Map();
  const { drawBars } = await import(new URL(CHARTS, import.meta.url).href);
  return new Map(charts.map(([scenario2, chart]) => [scenario2, drawBars(chart)]));
}
function commandOf2({ scenarios }) {
  const counts = scenarios.flatMap(({ rows }) => rows.map(({ figures }) => figures?.rps.values.length ?? 0));
  return `loadgate leaderboard --generations ${Math.max(1, ...counts)}`;
}
async function writeIn(path, text2) {
  const folder = dirname3(resolve6(path));
  await mkdir(folder, { recursive: true });
  const own3 = [folder, dirname3(folder)].find((one) => basename3(one) === ".loadgate");
  if (own3 !== void 0) await writeFile2(join14(own3, ".gitignore"), "*\n");
  await writeFile2(path, text2);
}

// src/cli/leaderboard.ts
async function leaderboard(options, log3) {
  const id = newRunId();
  const ground = await groundOf(options, id);
  const other = options.compare === void 0 ? null : await readText2(options.compare);
  const first = other === null ? null : readLeaderboard(other, options.compare ?? "");
  const { record: record2, signal } = options.from === void 0 ? await measured2(options, ground, id, log3) : { record: parseRecord(await readText2(options.from), options.from), signal: null };
  const board = makeLeaderboard(record2, ground.config, configDigest(ground.config), ground.facts);
  await write2(board, options, signal, log3);
  if (first !== null) process.stdout.write(agreementText(agreementOf(first, board)));
  for (const problem2 of record2.problems) process.stderr.write(`${renderProblemText(problem2)}
`);
  return exitCodeOfProblems(record2.problems, signal);
}
async function groundOf(options, id) {
  const git = createGit({ exec, dir: process.cwd(), env: process.env, runId: id });
  const root = await git.root();
  const settings = { budget: options.budget ?? "", port: "", requests: "" };
  const config2 = await loadConfig({ root, file: options.config, settings });
  return { git, config: config2, facts: await readAllFacts(config2, root) };
}
async function write2(board, options, signal, log3) {
  const measured3 = board.scenarios.some(({ rows }) => rows.some(({ figures }) => figures !== null));
  if (!measured3) {
    log3.error("Nothing was measured: no leaderboard is written.");
    return;
  }
  const markdown = signal === null ? options.markdown ?? null : null;
  for (const file of await writeLeaderboard(board, options.out, markdown)) log3.info(`wrote ${file}`);
}
async function measured2(options, ground, id, log3) {
  const { record: record2, signal } = await measure3(options, ground, id, log3);
  const text2 = serialiseRecord(record2);
  const path = join15(options.out, "record.json");
  await writeIn(path, text2);
  return { record: parseRecord(text2, path), signal };
}
async function measure3(options, ground, id, log3) {
  const { git, config: config2 } = ground;
  const sha2 = await git.snapshotWorkTree();
  const label2 = sha2 === await git.resolve("HEAD") ? "HEAD" : "work tree";
  return withSession({ id, log: log3, runtime: options.runtime, version: VERSION }, async ({ deps, interrupt }) => {
    const request3 = {
      id,
      config: config2,
      filter: options.cells,
      candidate: commitSide(git, { sha: sha2, label: label2 }, deps.cleanup),
      generations: options.generations,
      budgetMs: options.budget === void 0 ? null : config2.budgetMs,
      soloMs: DEFAULT_RANKING_SOLO_MS,
      seed: options.seed ?? newSeed()
    };
    return { record: await runRanking(request3, deps), signal: interrupt.received() };
  });
}
async function readText2(path) {
  try {
    return await readFile7(path, "utf8");
  } catch (cause) {
    const [problem2] = toProblems(cause);
    throw new LoadgateError(`${path} can't be read: ${problem2?.message}`, {
      kind: "usage",
      code: "input-invalid",
      hint: "Name a file that a leaderboard wrote: record.json, or leaderboard.json to compare with.",
      cause
    });
  }
}

// src/cli/log.ts
var CLEAR_LINE = "\r\x1B[2K";
function terminalLog(stream, options) {
  const live = stream.isTTY === true && !options.verbose;
  let depth = 0;
  let lastProgress = "";
  const line2 = (text2) => stream.write(`${live ? CLEAR_LINE : ""}${text2}
`);
  const progress = (message) => {
    if (live) stream.write(`${CLEAR_LINE}${fitted(message, stream)}`);
    else if (message !== lastProgress) line2(message);
    lastProgress = message;
  };
  return {
    info: (message) => {
      if (depth === 0 || options.verbose) line2(message);
      else if (live) progress(message.trim());
    },
    warning: (message) => line2(`warning: ${message}`),
    error: (message) => line2(`error: ${message}`),
    group: async (title2, body) => {
      progress(title2);
      depth++;
      try {
        return await body();
      } finally {
        depth--;
        if (live) stream.write(CLEAR_LINE);
      }
    },
    progress
  };
}
function fitted(message, stream) {
  const plain3 = message.replace(/[\p{Cc}\p{Cf}]/gu, " ");
  const columns = "columns" in stream && stream.columns > 0 ? stream.columns : 80;
  return plain3.length < columns ? plain3 : `${plain3.slice(0, columns - 2)}…`;
}

// src/cli/output.ts
import { mkdir as mkdir2, writeFile as writeFile3 } from "node:fs/promises";
import { dirname as dirname4, join as join16, resolve as resolve7 } from "node:path";

// src/report/metric.ts
var SLOWER = ["got slower", "got slower"];
var WORDS2 = {
  throughput: {
    name: "throughput",
    worse: SLOWER,
    better: "got faster",
    largerIsBetter: true,
    figure: rate,
    pair: (from, to) => `${rate(from)} → ${rate(to)}`
  },
  cpu: {
    name: "CPU/req",
    worse: SLOWER,
    better: "got faster",
    largerIsBetter: false,
    figure: (us) => `${time3(us)} CPU`,
    pair: timePair
  },
  latency: {
    name: "service time",
    worse: SLOWER,
    better: "got faster",
    largerIsBetter: false,
    figure: time3,
    pair: timePair
  },
  memory: {
    name: "peak memory",
    worse: ["needs more memory", "need more memory"],
    better: "got better",
    largerIsBetter: false,
    figure: bytes,
    pair: bytesPair
  },
  "upstream-calls": {
    name: "upstream calls/req",
    worse: ["makes more upstream calls", "make more upstream calls"],
    better: "got better",
    largerIsBetter: false,
    figure: (count4) => plural(count4, "call"),
    pair: (from, to) => `${perRequest(from)} → ${perRequest(to)}`
  },
  connections: {
    name: "new connections/req",
    worse: ["opens more connections", "open more connections"],
    better: "got better",
    largerIsBetter: false,
    figure: (count4) => plural(count4, "connection"),
    pair: (from, to) => `${perRequest(from)} → ${perRequest(to)}`
  },
  "response-bytes": {
    name: "bytes/req",
    worse: ["sends larger answers", "send larger answers"],
    better: "got better",
    largerIsBetter: false,
    figure: bytes,
    pair: bytesPair
  }
};
function metricWords(metric) {
  return WORDS2[metric];
}
function metricOf(cell3, name5) {
  return cell3.metrics.find((metric) => metric.metric === name5) ?? null;
}
function mainMetric(cell3) {
  const names2 = [cell3.decidedBy, "throughput", "cpu", "latency"];
  for (const name5 of names2) {
    const metric = name5 === null ? null : metricOf(cell3, name5);
    if (metric !== null) return metric;
  }
  return cell3.metrics[0] ?? null;
}
function rowFigures(cell3) {
  const metric = mainMetric(cell3);
  if (metric !== null && metric.metric !== "throughput") return metric;
  return {
    baseline: cell3.baselineRps ?? (cell3.candidateRps === null ? metric?.baseline ?? null : null),
    candidate: cell3.candidateRps ?? (cell3.baselineRps === null ? metric?.candidate ?? null : null)
  };
}
function changeText(metric) {
  if (metric.kind === "exact" && metric.baseline === metric.candidate) return "0 %";
  if (metric.kind === "exact" && metric.baseline === 0) return "from 0";
  return change2(metric.ratio, metric.interval);
}
function rangeText(metric) {
  if (metric.kind === "exact") return "exact";
  return metric.interval === null ? "—" : range(metric.ratio, metric.interval);
}
function effect(metric) {
  const logarithm = Math.abs(Math.log(metric.ratio));
  return Number.isNaN(logarithm) ? 0 : logarithm;
}
function isWorse(metric) {
  return metric.ratio > 1 !== WORDS2[metric.metric].largerIsBetter;
}
var TOLD_FROM = 0.01;
function hasMoved(metric) {
  if (metric.verdict === "regression" || metric.verdict === "improvement") return true;
  if (metric.metric === "upstream-calls" || metric.metric === "connections") return false;
  if (Math.abs(metric.ratio - 1) < TOLD_FROM) return false;
  if (metric.kind === "exact") return true;
  return metric.interval !== null && (metric.interval.low > 1 || metric.interval.high < 1);
}
function figuresAgree({ baseline, candidate, ratio: ratio2 }) {
  return Math.sign(candidate - baseline) === Math.sign(ratio2 - 1);
}

// src/report/headline.ts
var MESSAGE_LENGTH = 120;
function headline(record2, comparison, prose) {
  const { counts, cells: cells2 } = comparison;
  const measured3 = cells2.length - counts.unchanged;
  const stopped = record2.problems.length > 0 && unmeasured(record2, comparison) > 0;
  if (hasNoFigures(comparison) && (record2.problems.length > 0 || counts.invalid > 0)) {
    return couldNotMeasure(record2, comparison, prose);
  }
  if (measured3 === 0) return { icon: "⏭", tone: "idle", text: nothingToMeasure(cells2.length) };
  if (counts.regression > 0) return regressed(record2, comparison, prose);
  if (counts.invalid > 0) return partlyInvalid(record2, comparison, prose);
  if (stopped) return cutShort(record2, comparison, prose);
  if (counts.inconclusive > 0) return undecided(record2, comparison);
  if (counts.improvement > 0) return improved(comparison);
  if (counts.new === measured3) return onlyNew(comparison);
  return { icon: "🟢", tone: "good", text: noChange(comparison) };
}
function hasNoFigures({ cells: cells2, counts }) {
  const told = cells2.filter(({ verdict }) => verdict !== "invalid" && verdict !== "unchanged");
  const allUnchanged = cells2.length > 0 && counts.unchanged === cells2.length;
  return !allUnchanged && told.every(({ metrics, candidateRps }) => metrics.length === 0 && candidateRps === null);
}
function unmeasured(record2, { cells: cells2 }) {
  return cells2.filter((cell3) => recordOf(record2, cell3)?.state === "not-measured").length;
}
function regressed(record2, comparison, prose) {
  const { counts, cells: cells2, advisory } = comparison;
  const missing3 = unmeasured(record2, comparison);
  const bad2 = cells2.filter(({ verdict }) => verdict === "regression");
  const verb = advisory ? looks(bad2.length, "slower") : worseVerb(bad2);
  const parts = [
    `${ofCells(bad2.length, cells2.length)} ${verb}`,
    ...acceptedPart(bad2, prose),
    ...alsoBetter(cells2),
    ...alsoInvalid(counts),
    ...missing3 > 0 ? [`${number4(missing3)} not measured`] : []
  ];
  if (!advisory && bad2.every(isAccepted)) return { icon: "🟡", tone: "unsure", text: parts.join(", ") };
  if (!advisory) return { icon: "🔴", tone: "bad", text: parts.join(", ") };
  return { icon: "⚪", tone: "unsure", text: `${parts.join(", ")}, but this is advisory` };
}
var isAccepted = ({ accepted }) => accepted?.state === "holds";
function acceptedPart(bad2, prose) {
  const accepted = bad2.filter(isAccepted);
  if (accepted.length === 0) return [];
  const people = [...new Set(accepted.map((cell3) => cell3.accepted?.by ?? ""))];
  if (accepted.length < bad2.length) return [`${number4(accepted.length)} of them accepted`];
  return [people.length === 1 ? `accepted by ${prose.cell(people[0] ?? "")}` : "accepted"];
}
function worseVerb(bad2) {
  const several = bad2.length === 1 ? 0 : 1;
  const verbs = bad2.map((cell3) => {
    const metric = mainMetric(cell3);
    return metric === null ? "got slower" : metricWords(metric.metric).worse[several];
  });
  const [first = "got slower"] = verbs;
  return verbs.every((verb) => verb === first) ? first : "got worse";
}
function improved({ cells: cells2, advisory }) {
  const good2 = cells2.filter(({ verdict }) => verdict === "improvement");
  const which = ofCells(good2.length, cells2.length);
  if (!advisory) return { icon: "🟢", tone: "good", text: `${which} ${betterVerb(good2)}` };
  const text2 = `${which} ${looks(good2.length, "faster")}, but this is advisory`;
  return { icon: "⚪", tone: "unsure", text: text2 };
}
function betterVerb(good2) {
  const verbs = new Set(good2.map((cell3) => metricWords(mainMetric(cell3)?.metric ?? "throughput").better));
  const [only = "got faster"] = verbs;
  return verbs.size > 1 ? "got better" : only;
}
function looks(count4, how) {
  return `${count4 === 1 ? "looks" : "look"} ${how}`;
}
function partlyInvalid(record2, comparison, prose) {
  const { counts, cells: cells2 } = comparison;
  const reason = theProblem(record2, prose) ?? commonReason(cells2, prose);
  const text2 = `could not measure ${ofCells(counts.invalid, cells2.length)}`;
  const others = [...alsoBetter(cells2), ...alsoUndecided(counts)];
  if (reason !== null) return { icon: "⚠️", tone: "failed", text: `${text2}: ${reason}` };
  const rest = others.length === 0 ? "" : `, ${others.join(", ")}`;
  return { icon: "⚠️", tone: "failed", text: `${text2}${rest}` };
}
function cutShort(record2, comparison, prose) {
  const which = ofCells(unmeasured(record2, comparison), comparison.cells.length);
  const reason = theProblem(record2, prose);
  const text2 = `could not measure ${which}`;
  return { icon: "⚠️", tone: "failed", text: reason === null ? text2 : `${text2}: ${reason}` };
}
function couldNotMeasure(record2, { cells: cells2, counts }, prose) {
  const [first] = record2.problems;
  const more = record2.problems.length - 1;
  const reason = first === void 0 ? commonReason(cells2, prose) : quote3(first.message, prose);
  const also = more > 0 ? `, and ${plural(more, "more problem")}` : "";
  const what = reason === null ? `${plural(counts.invalid, "cell")} for several reasons` : reason + also;
  return { icon: "⚠️", tone: "failed", text: `could not measure: ${what}` };
}
function theProblem({ problems }, prose) {
  const [first] = problems;
  return first === void 0 || problems.length > 1 ? null : quote3(first.message, prose);
}
function commonReason(cells2, prose) {
  const reasons = cells2.filter(({ verdict }) => verdict === "invalid").map(({ reason }) => reason);
  const [first] = reasons;
  if (first === void 0 || first === null || first.trim() === "") return null;
  return reasons.every((reason) => reason === first) ? quote3(first, prose) : null;
}
function quote3(message, prose) {
  return prose.text(clause(message), MESSAGE_LENGTH);
}
function undecided(record2, { cells: cells2 }) {
  const open3 = cells2.filter(({ verdict }) => verdict === "inconclusive");
  const late = open3.filter((cell3) => ranOutOfTime(cell3, recordOf(record2, cell3))).length;
  const which = ofCells(open3.length, cells2.length);
  const why = late === open3.length ? `the time ended before ${which} could be decided` : late === 0 ? `the runner was too noisy for ${which}` : `the runner was too noisy, or the time too short, for ${which}`;
  return { icon: "⚪", tone: "unsure", text: [`not decided: ${why}`, ...alsoBetter(cells2)].join(", ") };
}
function ranOutOfTime(cell3, figures) {
  const metric = mainMetric(cell3);
  if (metric === null || figures === null) return true;
  if (metric.kind === "exact") return false;
  if (metric.interval === null) return true;
  const seen = metric.interval.low > 1 || metric.interval.high < 1;
  return seen && figures.generations.every(({ phase }) => phase === "screen");
}
function onlyNew({ counts }) {
  const text2 = `first figures of ${plural(counts.new, "cell")}, with nothing to compare ${counts.new === 1 ? "it" : "them"} with`;
  return { icon: "⚪", tone: "unsure", text: text2 };
}
function noChange({ cells: cells2, counts, advisory }) {
  const compared = cells2.filter(({ verdict }) => verdict === "no-change");
  const threshold = commonThreshold(compared);
  const within = threshold === null ? "within their limits" : `within ±${percent2(threshold)}`;
  const some = compared.length === 1 ? "the 1 cell measured" : `${number4(compared.length)} measured cells`;
  const which = compared.length === cells2.length ? ofCells(cells2.length, cells2.length) : some;
  const parts = [`no change: ${which} ${within}`];
  if (counts.new > 0) parts.push(`${number4(counts.new)} new`);
  if (advisory) parts.push("but this is advisory");
  return parts.join(", ");
}
function commonThreshold(cells2) {
  const thresholds = cells2.map((cell3) => mainMetric(cell3)?.threshold ?? null);
  const [first = null] = thresholds;
  return thresholds.every((threshold) => threshold === first) ? first : null;
}
function nothingToMeasure(cells2) {
  return cells2 === 0 ? "nothing to measure: there is no cell" : "nothing to measure: no target's inputs changed";
}
var alsoBetter = (cells2) => {
  const good2 = cells2.filter(({ verdict }) => verdict === "improvement");
  return good2.length === 0 ? [] : [`${number4(good2.length)} ${betterVerb(good2)}`];
};
var alsoUndecided = ({ inconclusive }) => inconclusive > 0 ? [`${number4(inconclusive)} undecided`] : [];
var alsoInvalid = ({ invalid: invalid4 }) => invalid4 > 0 ? [`${number4(invalid4)} could not be measured`] : [];
function ofCells(some, all) {
  if (some < all) return `${number4(some)} of ${plural(all, "cell")}`;
  return all === 1 ? "the only cell" : all === 2 ? "both cells" : `all ${plural(all, "cell")}`;
}

// src/report/outputs.ts
function toOutputs(record2, comparison, gate2) {
  const { counts } = comparison;
  return {
    verdict: comparison.verdict,
    passed: gate2.passed,
    regressions: counts.regression,
    improvements: counts.improvement,
    inconclusive: counts.inconclusive,
    invalid: counts.invalid,
    cells: comparison.cells.map((cell3) => {
      const metric = mainMetric(cell3);
      return {
        target: cell3.target,
        scenario: cell3.scenario,
        verdict: cell3.verdict,
        metric: metric?.metric ?? null,
        change: metric?.kind === "exact" && metric.baseline === 0 ? null : fraction(metric?.ratio),
        low: fraction(metric?.interval?.low),
        high: fraction(metric?.interval?.high)
      };
    }),
    "summary-line": `loadgate: ${headline(record2, comparison, plainProse).text}`
  };
}
function fraction(ratio2) {
  return ratio2 === void 0 || !Number.isFinite(ratio2) ? null : Math.round((ratio2 - 1) * 1e6) / 1e6 + 0;
}

// src/report/ranking.ts
function mostChanged(comparison, verdict) {
  return byEffect(comparison.cells.filter((cell3) => cell3.verdict === verdict))[0] ?? null;
}
function byEffect(cells2) {
  const sizeOf = (cell3) => {
    const metric = mainMetric(cell3);
    return metric === null ? 0 : effect(metric);
  };
  return [...cells2].sort((a, b) => {
    const [left2, right] = [sizeOf(a), sizeOf(b)];
    return left2 === right ? 0 : right - left2;
  });
}

// src/report/verdict-words.ts
var COUNTED2 = [
  ["regression", "slower or worse"],
  ["improvement", "faster or better"],
  ["no-change", "without change"],
  ["inconclusive", "undecided"],
  ["invalid", "invalid"],
  ["new", "new"],
  ["unchanged", "not run (same inputs)"]
];
var SPEED = /* @__PURE__ */ new Set(["throughput", "cpu", "latency"]);
function verdictWord(cell3) {
  const isSpeed = SPEED.has(mainMetric(cell3)?.metric ?? "throughput");
  switch (cell3.verdict) {
    case "regression":
      return isSpeed ? "slower" : "worse";
    case "improvement":
      return isSpeed ? "faster" : "better";
    case "no-change":
      return "no change";
    case "inconclusive":
      return "undecided";
    case "unchanged":
      return "not run";
    default:
      return cell3.verdict;
  }
}
function countsText({ cells: cells2 }) {
  const parts = COUNTED2.map(([verdict, words2]) => {
    const counted = cells2.filter((cell3) => cell3.verdict === verdict);
    const [word = words2, ...others] = new Set(counted.map(verdictWord));
    const isChange = verdict === "regression" || verdict === "improvement";
    return counted.length === 0 ? "" : `${number4(counted.length)} ${isChange && others.length === 0 ? word : words2}`;
  });
  return parts.filter((part) => part !== "").join(", ");
}

// src/report/why.ts
var EXPLAINING = [
  "upstream-calls",
  "connections",
  "cpu",
  "latency",
  "response-bytes"
];
function whyOf(cell3, record2, prose) {
  const main = mainMetric(cell3);
  if (main === null || cell3.verdict !== "regression" && cell3.verdict !== "improvement") return [];
  const worse2 = cell3.verdict === "regression";
  return EXPLAINING.filter((name5) => name5 !== main.metric).map((name5) => metricOf(cell3, name5)).filter((metric) => metric !== null).filter((metric) => hasMoved(metric) && isWorse(metric) === worse2).map((metric) => explain(metric, cell3, record2, prose));
}
function explain(metric, cell3, record2, prose) {
  const words2 = metricWords(metric.metric);
  const place = metric.metric === "cpu" ? cpuPlace(metric, record2) : null;
  const figures = figuresAgree(metric) ? words2.pair(metric.baseline, metric.candidate) : changeText(metric);
  return {
    metric: metric.metric,
    short: `${words2.name} ${figures}${place === null ? "" : ` (${place.short})`}`,
    long: longOf(metric, cell3, place, prose)
  };
}
function longOf(metric, cell3, place, prose) {
  const { baseline, candidate } = metric;
  const more = metric.ratio > 1;
  switch (metric.metric) {
    case "upstream-calls":
      return `Each request makes ${plural(candidate, "upstream call")} where it made ${perRequest(baseline)}.`;
    case "connections":
      return cell3.reason === null ? `Each request opens ${plural(candidate, "new connection")} where it opened ${perRequest(baseline)}.` : prose.text(sentence(cell3.reason));
    case "cpu": {
      const much2 = figuresAgree(metric) ? time3(Math.abs(candidate - baseline)) : size2(metric.ratio, metric.interval);
      return `Each request costs ${much2} ${more ? "more" : "less"} CPU time${place === null ? "" : `, ${place.long}`}.`;
    }
    case "latency":
      return `A request on its own takes ${more ? "longer" : "less time"}: ${timePair(baseline, candidate)}.`;
    default:
      return `Answers have ${more ? "grown" : "shrunk"}: ${bytesPair(baseline, candidate)}.`;
  }
}
var MOSTLY = 0.85;
function cpuPlace(metric, record2) {
  if (record2 === null) return null;
  const from = cpuSplit(record2, "baseline");
  const to = cpuSplit(record2, "candidate");
  if (from === null || to === null) return null;
  return placeOf(from, to, Math.sign(metric.ratio - 1));
}
function placeOf(from, to, direction) {
  const user = (to.user - from.user) * direction;
  const system = (to.system - from.system) * direction;
  const total = user + system;
  if (total <= 0) return null;
  if (user / total >= MOSTLY) return { short: "user", long: "all of it in user code" };
  if (system / total >= MOSTLY) return { short: "system", long: "all of it in system calls" };
  return {
    short: "user and system",
    long: `${share2(user / total)} of it in user code and ${share2(system / total)} in system calls`
  };
}

// src/report/lead.ts
var REASONS = 3;
function lead(record2, comparison, context, prose) {
  const { counts, cells: cells2 } = comparison;
  const notes = comparison.advisory ? advisorySentences(context, prose) : [];
  const changed = mostChanged(comparison, "regression") ?? mostChanged(comparison, "improvement");
  if (changed !== null) return [...changedSentences(changed, record2, prose), ...notes];
  if (cells2.length === counts.unchanged) return idleSentences(record2, comparison);
  if (counts.invalid > 0 || record2.problems.length > 0)
    return [...otherSentences(comparison, record2), ...notes];
  if (counts.inconclusive > 0) return [...undecidedSentences(comparison, record2, prose), ...notes];
  if (counts["no-change"] > 0) return [...couldSeeSentences(comparison), ...notes];
  const reasons = new Set(cells2.map(({ reason }) => reason));
  const [only = null] = reasons;
  return only === null || reasons.size > 1 ? notes : [prose.text(sentence(only)), ...notes];
}
function changedSentences(cell3, record2, prose) {
  const metric = mainMetric(cell3);
  const name5 = prose.name(cell3.target, cell3.scenario);
  if (metric === null) return cell3.reason === null ? [] : [`${name5}: ${prose.text(sentence(cell3.reason))}`];
  const figures = recordOf(record2, cell3);
  const place = metric.metric === "cpu" ? cpuPlace(metric, figures) : null;
  const whole2 = `${name5} ${effectPhrase(metric, prose)}${place === null ? "" : `, ${place.long}`}.`;
  const reasons = whyOf(cell3, figures, prose).slice(0, REASONS);
  const connections = metric.metric === "connections" ? cell3.reason : null;
  return [
    whole2,
    ...connections === null ? [] : [prose.text(sentence(connections))],
    ...reasons.map(({ long }) => long)
  ];
}
function effectPhrase(metric, prose) {
  const { baseline, candidate } = metric;
  const sure = metric.interval === null ? "" : ` (${between(metric.ratio, metric.interval)})`;
  switch (metric.metric) {
    case "throughput":
      return `answers ${prose.strong(much(metric, "fewer requests per second", "more requests per second", "the requests per second"))}${sure}`;
    case "cpu":
      return `needs ${prose.strong(much(metric, "less CPU time per request", "more CPU time per request", "the CPU time per request"))}${sure}: ${timePair(baseline, candidate)}`;
    case "latency":
      return `takes ${prose.strong(much(metric, "less time", "longer", "as long"))} for a request on its own${sure}: ${timePair(baseline, candidate)}`;
    case "memory":
      return `needs ${prose.strong(much(metric, "less memory", "more memory", "the memory"))} at its peak${sure}: ${bytesPair(baseline, candidate)}`;
    case "upstream-calls":
      return `makes ${prose.strong(`${plural(candidate, "upstream call")} per request instead of ${perRequest(baseline)}`)}, counted exactly`;
    case "connections":
      return `opens ${prose.strong(`${plural(candidate, "new connection")} per request instead of ${perRequest(baseline)}`)}, counted exactly`;
    case "response-bytes":
      return `sends answers that are ${prose.strong(isWorse(metric) ? "larger" : "smaller")}: ${bytesPair(baseline, candidate)}, counted exactly`;
  }
}
function much(metric, less, more, whole2) {
  if (isFactor(metric.ratio)) return `${times(metric.ratio)} times ${whole2}`;
  return `${size2(metric.ratio, metric.interval)} ${metric.ratio < 1 ? less : more}`;
}
function undecidedSentences(comparison, record2, prose) {
  const open3 = comparison.cells.filter(({ verdict }) => verdict === "inconclusive");
  const generations2 = open3.map((cell3) => recordOf(record2, cell3)?.generations.length ?? 0);
  const most = Math.max(...generations2);
  const them = open3.length === 1 ? "it" : "them";
  if (most === 0)
    return [
      `Nothing was measured of ${them}: a longer ${prose.code("budget")}, or fewer cells, would leave time for ${them}.`
    ];
  const done = open3.length === 1 ? `It was measured in ${plural(most, "generation")}` : `They were measured in up to ${plural(most, "generation")} each`;
  return [`${done}; a longer ${prose.code("budget")} or a quieter runner would decide ${them}.`];
}
function otherSentences({ cells: cells2 }, record2) {
  const others = cells2.filter(
    (cell3) => cell3.verdict !== "invalid" && recordOf(record2, cell3)?.state !== "not-measured"
  );
  return others.length === 0 ? [] : [`The others: ${countsText({ cells: others })}.`];
}
function couldSeeSentences(comparison) {
  const limits = comparison.cells.map((cell3) => metricOf(cell3, "throughput")?.couldSee ?? null).filter((limit) => limit !== null);
  if (limits.length === 0) return [];
  const [best, worst] = [Math.min(...limits), Math.max(...limits)];
  if (percent2(best) === percent2(worst)) return [`A loss of ${percent2(worst)} would have been seen.`];
  return [
    `A loss of ${percent2(best)} would have been seen in the best cell, and of ${percent2(worst)} in every cell.`
  ];
}
function idleSentences(record2, comparison) {
  if (record2.problems.length > 0 || comparison.cells.length === 0) return [];
  return [
    "Every target's build context, Dockerfile, configuration and scenarios equal the baseline's, so nothing was built and nothing was run."
  ];
}
function advisorySentences({ advisoryReason }, prose) {
  const reason = advisoryReason ?? "The baseline's figures come from another machine.";
  return [
    prose.text(sentence(reason)),
    "The difference may be the machine's, so the check does not fail on it."
  ];
}

// src/report/body.ts
function gateTellsMore(record2, comparison, gate2) {
  const { verdict, counts, advisory } = comparison;
  const isBad = verdict === "regression" || counts.invalid > 0 || record2.problems.length > 0;
  return isBad === gate2.passed && !advisory && gate2.reason.trim() !== "";
}

// src/report/rows.ts
var REASONS2 = 2;
var REASON_LENGTH = 160;
var ICONS = {
  regression: "🔴",
  improvement: "🟢",
  "no-change": "",
  inconclusive: "⚪",
  invalid: "⚠️",
  new: "",
  unchanged: "⏭"
};
function toRow(cell3, record2, comparison, prose) {
  const metric = mainMetric(cell3);
  const figures = rowFigures(cell3);
  const shown2 = (value) => value === null ? NONE3 : metricWords(metric?.metric ?? "throughput").figure(value);
  return {
    verdict: cell3.verdict,
    icon: iconOf(cell3, comparison),
    word: verdictWord(cell3),
    cell: prose.cell(cell3.target, cell3.scenario),
    base: shown2(figures.baseline),
    now: shown2(figures.candidate),
    change: metric === null ? NONE3 : changeText(metric),
    range: metric === null ? NONE3 : rangeText(metric),
    couldSee: couldSeeText(cell3),
    why: whyText(cell3, record2, prose)
  };
}
function iconOf(cell3, comparison) {
  const isChange = cell3.verdict === "regression" || cell3.verdict === "improvement";
  if (cell3.accepted?.state === "holds") return "🟡";
  return comparison.advisory && isChange ? "⚪" : ICONS[cell3.verdict];
}
function couldSeeText(cell3) {
  const metric = mainMetric(cell3);
  if (metric === null || cell3.verdict === "unchanged") return NONE3;
  if (metric.kind === "exact") return "any";
  return metric.couldSee === null ? NONE3 : `≥ ${percent2(metric.couldSee)}`;
}
function whyText(cell3, record2, prose) {
  if (cell3.verdict === "no-change" || cell3.verdict === "unchanged") return "";
  if (cell3.verdict !== "regression" && cell3.verdict !== "improvement") {
    return cell3.reason === null ? "" : prose.text(cell3.reason, REASON_LENGTH);
  }
  const metric = mainMetric(cell3);
  const about = metric === null || metric.metric === "throughput" ? [] : [metricWords(metric.metric).name];
  const reasons = whyOf(cell3, recordOf(record2, cell3), prose).slice(0, REASONS2);
  const parts = [...about, ...reasons.map(({ short }) => short)];
  if (parts.length > 0) return parts.join(", ");
  return cell3.reason === null ? NONE3 : prose.text(cell3.reason, REASON_LENGTH);
}

// src/report/terminal.ts
var PROBLEMS = 10;
var TONES = {
  bad: "1;31",
  good: "1;32",
  unsure: "1",
  failed: "1;33",
  idle: "1"
};
var ROW_COLOURS = {
  regression: "31",
  improvement: "32",
  invalid: "33",
  inconclusive: "33",
  "no-change": "2",
  unchanged: "2"
};
var CONTEXT = {
  key: "",
  marker: "",
  pullRequest: null,
  runUrl: null,
  repositoryUrl: null,
  repeatCommand: "",
  advisoryReason: null,
  notes: [],
  commands: false
};
function renderTerminal(record2, comparison, gate2, options) {
  const paint = (text3, style) => options.colour && style !== void 0 && text3 !== "" ? `\x1B[${style}m${text3}\x1B[0m` : text3;
  const { text: text2, tone } = headline(record2, comparison, plainProse);
  const sentences = lead(record2, comparison, CONTEXT, plainProse);
  const parts = [
    paint(`loadgate: ${text2}`, TONES[tone]),
    wrap(sentences.join(" "), options.columns),
    cellTable(record2, comparison, options, paint),
    problemsText(record2),
    lastLines2(record2, comparison, gate2)
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}
function cellTable(record2, comparison, { columns }, paint) {
  const { cells: cells2 } = comparison;
  if (cells2.every(({ metrics, candidateRps }) => metrics.length === 0 && candidateRps === null)) return "";
  const rows = cells2.map((cell3) => toRow(cell3, record2, comparison, plainProse));
  const lines2 = textTable(COLUMNS2, rows, columns);
  const [header = "", ...body] = lines2;
  const styleOf = (row3) => row3 === void 0 || comparison.advisory ? void 0 : ROW_COLOURS[row3.verdict];
  return [paint(header, "1"), ...body.map((line2, at) => paint(line2, styleOf(rows[at])))].join("\n");
}
var COLUMNS2 = [
  { header: "cell", align: "left", read: ({ cell: cell3 }) => cell3, drop: 0 },
  { header: "base", align: "right", read: ({ base }) => base, drop: 3 },
  { header: "now", align: "right", read: ({ now }) => now, drop: 2 },
  { header: "change", align: "right", read: ({ change: change3 }) => change3, drop: 0 },
  { header: "95 % interval", align: "right", read: ({ range: range2 }) => range2, drop: 4 },
  { header: "could see", align: "right", read: ({ couldSee: couldSee2 }) => couldSee2, drop: 6 },
  { header: "verdict", align: "left", read: ({ word }) => word, drop: 0 },
  { header: "why", align: "left", read: ({ why }) => why, drop: 5, shrinksTo: 24 }
];
function problemsText({ problems }) {
  const shown2 = problems.slice(0, PROBLEMS).map(renderProblemText);
  const more = problems.length - shown2.length;
  return [...shown2, ...more > 0 ? [`and ${plural(more, "more problem")}`] : []].join("\n\n");
}
function lastLines2(record2, comparison, gate2) {
  const { candidate, baseline } = record2;
  const against = baseline === null ? "" : ` against ${commit2(baseline.sha)} (${plain2(baseline.label, 60)})`;
  const counts = countsText(comparison);
  const facts = [
    ...counts === "" ? [] : [counts],
    `${commit2(candidate.sha)} (${plain2(candidate.label, 60)})${against}`,
    duration4(record2.durationMs),
    `seed ${record2.seed}`
  ];
  const isNews = gateTellsMore(record2, comparison, gate2);
  return [
    facts.join(" · "),
    comparison.verdict === "no-change" ? "" : couldSeeSentences(comparison).join(" "),
    isNews ? `The check ${gate2.passed ? "passes" : "fails"}: ${sentence(plain2(gate2.reason))}` : ""
  ].filter((line2) => line2 !== "").join("\n");
}
function commit2(sha2) {
  return /^[0-9a-f]{7,}$/.test(sha2) ? sha2.slice(0, 7) : plain2(sha2, 12);
}
function wrap(text2, columns) {
  const width = Math.max(20, Math.min(columns, 100));
  const words2 = unbreakable(text2).split(" ");
  const lines2 = [];
  let line2 = "";
  for (const word of words2) {
    if (line2 !== "" && line2.length + 1 + word.length > width) {
      lines2.push(line2);
      line2 = word;
    } else line2 = line2 === "" ? word : `${line2} ${word}`;
  }
  return [...lines2, line2].join("\n").replaceAll(" ", " ");
}

// src/cli/output.ts
async function printOutcome(outcome, options) {
  const { record: record2, comparison, gate: gate2 } = outcome;
  if (options.record !== null) await writeRecord(options.record, serialiseRecord(record2));
  if (options.json) {
    const summary = toOutputs(record2, comparison, gate2);
    process.stdout.write(`${JSON.stringify({ ...summary, gate: gate2, comparison, record: record2 }, null, 2)}
`);
    return;
  }
  const colour = process.stdout.isTTY === true && process.env["NO_COLOR"] === void 0;
  const columns = process.stdout.columns ?? 120;
  process.stdout.write(`${renderTerminal(record2, comparison, gate2, { colour, columns })}
`);
}
async function writeRecord(path, text2) {
  const folder = dirname4(resolve7(path));
  await mkdir2(folder, { recursive: true });
  if (folder.endsWith(".loadgate")) await writeFile3(join16(folder, ".gitignore"), "*\n");
  await writeFile3(path, text2);
}

// src/cli/run.ts
var DEFAULT_BRANCHES = ["origin/main", "origin/master", "main", "master"];
async function run(options, log3) {
  const id = newRunId();
  return withSession({ id, log: log3, runtime: options.runtime, version: VERSION }, async (session) => {
    const request3 = await toRequest(options, session);
    const { ref } = request3.candidate;
    log3.info(
      `${ref.label} ${ref.sha.slice(0, 7)} against ${request3.baseline?.ref.label} ${request3.baseline?.ref.sha.slice(0, 7)}`
    );
    return { outcome: await runJob(request3, session.deps), signal: session.interrupt.received() };
  });
}
async function toRequest(options, { id, deps }) {
  const git = createGit({ exec, dir: process.cwd(), env: process.env, runId: id, signal: deps.signal });
  const root = await git.root();
  const settings = { budget: options.budget ?? "", slower: options.slower ?? "", port: "", requests: "" };
  const config2 = await loadConfig({ root, file: options.config ?? null, settings });
  const candidate = await git.snapshotWorkTree();
  const head = await git.resolve("HEAD");
  const base = await baseOf2(git, options.base ?? null);
  const occasion = options.base === void 0 ? { kind: "pull-request", base: base.sha, isMergeCommit: false } : { kind: "named", commit: base.sha };
  const { commit: commit3, none, stored } = await chooseBaseline(git, candidate, occasion, null, config2.compare);
  const label2 = candidate === head ? "HEAD" : "work tree";
  return {
    id,
    config: config2,
    filter: options.cells,
    candidate: commitSide(git, { sha: candidate, label: label2 }, deps.cleanup),
    baseline: commit3 === null ? null : commitSide(git, { sha: commit3, label: base.label }, deps.cleanup),
    baselineConfig: commit3 === null ? null : await configAt(git, commit3, config2.file),
    noBaseline: none,
    stored,
    seed: options.seed ?? newSeed()
  };
}
async function baseOf2(git, named) {
  if (named !== null) return { sha: await git.resolve(named), label: named };
  const known = await git.defaultBranch();
  for (const branch of known === null ? DEFAULT_BRANCHES : [known]) {
    const sha2 = await git.resolve(branch).catch(() => null);
    if (sha2 !== null) return { sha: sha2, label: branch };
  }
  throw new LoadgateError(
    "This clone does not know its default branch, so there is nothing to compare with.",
    {
      kind: "usage",
      code: "base-unknown",
      hint: "Name a commit: loadgate run --base HEAD~1"
    }
  );
}

// src/cli/main.ts
var seed = (text2) => {
  const value = Number(text2);
  if (!Number.isInteger(value) || value < 0 || value > MAX_SEED) {
    throw new InvalidArgumentError(`A whole number from 0 to ${MAX_SEED}.`);
  }
  return value;
};
var generations = (text2) => {
  const value = Number(text2);
  if (!Number.isInteger(value) || value < 1 || value > 100) {
    throw new InvalidArgumentError("A whole number from 1 to 100.");
  }
  return value;
};
var runtimeOption = () => new Option("--runtime <runtime>", "where targets run").choices(["auto", "docker", "process"]).default("auto");
var program2 = new Command("loadgate").description("Load-tests web services and says whether a change made them slower.").version(VERSION).showHelpAfterError("(loadgate --help lists what there is)").exitOverride().addHelpText(
  "after",
  "\nExit codes: 0 fine, 1 regression, 2 the configuration or a target is wrong, 3 the machine or the forge failed."
);
program2.command("run").description("compare the work tree with the merge base (or another commit)").argument("[cells...]", "targets or cells to measure (flask, flask/json); all where none is named").option("--config <file>", "configuration file", "loadgate.yml").option("--base <commit>", "commit to compare with (default: the merge base with the default branch)").option("--budget <duration>", "time spent measuring, such as 5m").option("--slower <share>", "loss of throughput that counts as slower, such as 3%").addOption(runtimeOption()).option("--seed <number>", "repeat the random choices of another run", seed).option("--record <file>", "where to write the record", ".loadgate/record.json").option("--json", "print the result as JSON", false).option("--verbose", "show what builds print", false).action(async (cells2, options) => {
  const { outcome, signal } = await run({ ...options, cells: cells2 }, terminalLog(process.stderr, options));
  await printOutcome(outcome, options);
  process.exitCode = exitCodeOf2(outcome, signal);
});
program2.command("demo").description("compare two versions of a small service that ships with loadgate").addOption(runtimeOption()).option("--seed <number>", "repeat the random choices of another run", seed).option("--record <file>", "where to write the record").option("--json", "print the result as JSON", false).option("--verbose", "show what builds print", false).action(async (options) => {
  const log3 = terminalLog(process.stderr, options);
  log3.info(
    "Two versions of a small service: /prices is the same in both, /report does more work in the second."
  );
  const { outcome, signal } = await demo({ runtime: options.runtime, seed: options.seed ?? null }, log3);
  await printOutcome(outcome, { json: options.json, record: options.record ?? null });
  process.exitCode = signal === null && outcome.comparison.verdict === "regression" ? 0 : exitCodeOf2(outcome, signal);
});
program2.command("doctor").description("measure this runner against itself, and say how small a change it can see").addOption(runtimeOption()).option("--budget <duration>", "time spent measuring, such as 5m", "110s").option("--seed <number>", "repeat the random choices of another run", seed).option("--json", "print what was found as JSON", false).option("--verbose", "show what builds print", false).action(async (options) => {
  const log3 = terminalLog(process.stderr, options);
  const { found, asked, signal } = await doctor({ ...options, seed: options.seed ?? null }, log3);
  printExamination(found, asked, options.json);
  process.exitCode = exitCodeOfProblems(found.record.problems, signal);
});
program2.command("leaderboard").description("measure every target alone and rank them, scenario by scenario").argument("[cells...]", "targets or cells to measure (flask, flask/json); all where none is named").option("--generations <number>", "fresh containers of each target", generations, 3).option("--budget <duration>", "time spent measuring, such as 45m (default: what the generations take)").option("--config <file>", "configuration file", "loadgate.yml").addOption(runtimeOption()).option("--seed <number>", "repeat the random choices of another run", seed).option(
  "--out <folder>",
  "where the page, JSON, CSV, pictures and the record are written",
  ".loadgate/leaderboard"
).option("--markdown <file>", "write the page here too, with its pictures in images/ beside it").option("--from <record>", "show this record, measure nothing").option("--compare <leaderboard.json>", "say how far another leaderboard says the same").option("--verbose", "show what builds print", false).action(async (cells2, options) => {
  process.exitCode = await leaderboard({ ...options, cells: cells2 }, terminalLog(process.stderr, options));
});
try {
  await program2.parseAsync();
} catch (error2) {
  process.exitCode = failed2(error2);
}
