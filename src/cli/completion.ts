import type { Command } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A word of the command line, and what it is for. */
interface Word {
  readonly word: string;
  readonly about: string;
}

interface OptionWords {
  readonly flags: readonly string[];
  readonly about: string;
  /** It takes a value. */
  readonly takesValue: boolean;
  /** The values that it takes; empty: any, such as a file. */
  readonly values: readonly string[];
}

interface CommandWords extends Word {
  readonly options: readonly OptionWords[];
  /** The values that its first argument takes; empty: any. */
  readonly values: readonly string[];
}

/**
 * A script that completes commands, options, and their values, made from the commands themselves. It is static: libraries for
 * this start the program at every press of the key, which takes a third of a second here.
 */
export function completionScript(shell: Shell, program: Command): string {
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](wordsOf(program));
}

function wordsOf(program: Command): readonly CommandWords[] {
  return program.commands.map((command) => ({
    word: command.name(),
    about: command.description(),
    values: command.registeredArguments[0]?.argChoices ?? [],
    options: [...command.options.map(optionWords), HELP],
  }));
}

const HELP: OptionWords = { flags: ['--help'], about: 'say what there is', takesValue: false, values: [] };

const optionWords = (option: Command['options'][number]): OptionWords => ({
  flags: [option.short, option.long].filter((flag) => flag !== undefined),
  about: option.description,
  takesValue: option.required || option.optional,
  values: option.argChoices ?? [],
});

const flagsOf = (options: readonly OptionWords[]): readonly string[] => options.flatMap(({ flags }) => flags);

function bashScript(commands: readonly CommandWords[]): string {
  const choices = commands.flatMap(({ word, options }) =>
    options
      .filter(({ values }) => values.length > 0)
      .map(
        ({ flags, values }) =>
          `    ${flags.map((flag) => `${word}:${flag}`).join('|')}) words="${values.join(' ')}" ;;`,
      ),
  );
  const valued = [
    ...new Set(commands.flatMap(({ options }) => flagsOf(options.filter(({ takesValue }) => takesValue)))),
  ];
  const own = commands.map(
    ({ word, options, values }) =>
      `    ${word}) words="${(values.length > 0 ? values : []).join(' ')}"; options="${flagsOf(options).join(' ')}" ;;`,
  );
  return `# loadgate completion bash
_loadgate() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  local words="" options=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ word }) => word).join(' ')} --help --version" -- "$current"))
    return
  fi
  case "$command:$previous" in
${choices.join('\n')}
  esac
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); return; fi
  case "$previous" in
    ${valued.join('|')}) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  case "$command" in
${own.join('\n')}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
    *) if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi ;;
  esac
}
complete -o filenames -F _loadgate loadgate
`;
}

function zshScript(commands: readonly CommandWords[]): string {
  const quoted = (text: string): string =>
    text.replaceAll(/['[\]:\\]/g, (one) => (one === "'" ? "'\\''" : `\\${one}`));
  const spec = ({ flags, about, takesValue, values }: OptionWords): readonly string[] =>
    flags.map((flag) => {
      const value = values.length > 0 ? `:value:(${values.join(' ')})` : ':value:_files';
      return `'${flag}[${quoted(about)}]${takesValue ? value : ''}'`;
    });
  const own = commands.map(({ word, options, values }) => {
    const rest = values.length > 0 ? `'*:value:(${values.join(' ')})'` : "'*:file:_files'";
    return `    ${word}) _arguments ${[...options.flatMap(spec), rest].join(' ')} ;;`;
  });
  return `#compdef loadgate
# loadgate completion zsh
_loadgate() {
  local -a commands=(${commands.map(({ word, about }) => `'${word}:${quoted(about)}'`).join(' ')})
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command=$words[2]
  shift words; (( CURRENT-- ))
  case $command in
${own.join('\n')}
  esac
}
compdef _loadgate loadgate
`;
}

function fishScript(commands: readonly CommandWords[]): string {
  const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, (one) => `\\${one}`)}'`;
  const option = (command: string, { flags, about, takesValue, values }: OptionWords): string => {
    const names = flags.map((flag) =>
      flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
    );
    const value = takesValue ? (values.length > 0 ? ` -x -a ${quoted(values.join(' '))}` : ' -r') : '';
    return `complete -c loadgate -n '__fish_seen_subcommand_from ${command}' ${names.join(' ')}${value} -d ${quoted(about)}`;
  };
  const lines = commands.flatMap(({ word, about, options, values }) => [
    `complete -c loadgate -n __fish_use_subcommand -f -a ${word} -d ${quoted(about)}`,
    ...options.map((one) => option(word, one)),
    ...(values.length === 0
      ? []
      : [`complete -c loadgate -n '__fish_seen_subcommand_from ${word}' -f -a ${quoted(values.join(' '))}`]),
  ]);
  return `# loadgate completion fish\n${lines.join('\n')}\n`;
}
