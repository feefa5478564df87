import type { CAC } from 'cac';
import { commandWords, type CommandWords } from './words.js';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export function completionScript(cli: CAC, shell: Shell): string {
  const commands = commandWords(cli);
  return { bash, zsh, fish }[shell](commands);
}

/** First words, and for each of a group its second words. */
function groups(commands: readonly CommandWords[]): Map<string, readonly CommandWords[]> {
  const firsts = [...new Set(commands.map(({ name }) => name.split(' ', 1)[0] as string))];
  return new Map(firsts.map((first) => [first, commands.filter(({ name }) => name.startsWith(`${first} `))]));
}

function bash(commands: readonly CommandWords[]): string {
  const byFirst = groups(commands);
  const words = [...byFirst].flatMap(([first, subcommands]) => (subcommands.length === 0 ? [] : [`    '${first}') words='${subcommands.map(({ name }) => name.split(' ')[1]).join(' ')} --help' ;;`]));
  const flags = commands.map(({ name, flags: all, values }) => `    '${name}') words='${[...values, ...all.map(({ flag }) => flag)].join(' ')}' ;;`);
  return `# bash completion of stride. Use: source <(stride completion bash)
_stride() {
  local current="\${COMP_WORDS[COMP_CWORD]}" first="\${COMP_WORDS[1]}" words=''
  local both="$first \${COMP_WORDS[2]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${[...byFirst.keys()].join(' ')} --help --version'
  elif [ "$COMP_CWORD" -eq 2 ]; then
    case "$first" in
${words.join('\n')}
    esac
  fi
  if [ -z "$words" ]; then
    case "$both" in
${flags.filter((line) => /'\S+ \S+'\)/.test(line)).join('\n')}
    esac
  fi
  if [ -z "$words" ]; then
    case "$first" in
${flags.filter((line) => !/'\S+ \S+'\)/.test(line)).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
# What is no flag may be a file.
complete -o default -F _stride stride
`;
}

/** Within single quotes of any of the shells. */
const quoted = (text: string) => text.replaceAll("'", '’');
const zshText = (text: string) => quoted(text).replaceAll('[', '(').replaceAll(']', ')').replaceAll(':', ' -');

function zsh(commands: readonly CommandWords[]): string {
  const described = (items: readonly (readonly [string, string])[]) => items.map(([word, text]) => `    '${word}:${zshText(text)}'`).join('\n');
  const byFirst = groups(commands);
  const firsts = [...byFirst].map(([first, subcommands]) => [first, commands.find(({ name }) => name === first)?.description ?? subcommands.map(({ name }) => name.split(' ')[1]).join(', ')] as const);
  const flagsOf = ({ flags, values }: CommandWords) => ['_arguments', ...flags.map(({ flag, description, takesValue }) => `'${flag}[${zshText(description)}]${takesValue ? ':value:_files' : ''}'`),
    values.length > 0 ? `'*: :(${values.join(' ')})'` : "'*: :_files'"].join(' ');
  const cases = [...byFirst].map(([first, subcommands]) => {
    const [only] = commands.filter(({ name }) => name === first);
    if (only) return `    ${first}) shift words; (( CURRENT-- )); ${flagsOf(only)} ;;`;
    const inner = subcommands.map((command) => `        ${command.name.split(' ')[1]}) shift 2 words; (( CURRENT -= 2 )); ${flagsOf(command)} ;;`).join('\n');
    return `    ${first})
      if (( CURRENT == 3 )); then
        local -a actions=(
${described(subcommands.map(({ name, description }) => [name.split(' ')[1] ?? '', description]))}
        )
        _describe 'command' actions
        return
      fi
      case "$words[3]" in
${inner}
      esac ;;`;
  });
  return `#compdef stride
# zsh completion of stride. Use: stride completion zsh > "\${fpath[1]}/_stride"
_stride() {
  if (( CURRENT == 2 )); then
    local -a commands=(
${described(firsts)}
    )
    _describe 'command' commands
    return
  fi
  case "$words[2]" in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = "_stride" ]; then _stride "$@"; else compdef _stride stride; fi
`;
}

function fish(commands: readonly CommandWords[]): string {
  const lines = ['# fish completion of stride. Use: stride completion fish > ~/.config/fish/completions/stride.fish', 'complete -c stride -n __fish_use_subcommand -l version -d "Display version number"'];
  for (const [first, subcommands] of groups(commands)) {
    const only = commands.find(({ name }) => name === first);
    const description = only?.description ?? subcommands.map(({ name }) => name.split(' ')[1]).join(', ');
    lines.push(`complete -c stride -f -n __fish_use_subcommand -a ${first} -d '${quoted(description)}'`);
    for (const { name, description: text } of subcommands) {
      const action = name.split(' ')[1] ?? '';
      const others = subcommands.map((command) => command.name.split(' ')[1]).join(' ');
      lines.push(`complete -c stride -f -n '__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${others}' -a ${action} -d '${quoted(text)}'`);
    }
    for (const command of only ? [only] : subcommands) lines.push(...fishFlags(command));
  }
  return `${lines.join('\n')}\n`;
}

function fishFlags({ name, flags, values }: CommandWords): string[] {
  const when = name.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
  return [
    ...flags.map(({ flag, description, takesValue }) => `complete -c stride -n '${when}' -l ${flag.slice(2)}${takesValue ? ' -r' : ''} -d '${quoted(description)}'`),
    ...(values.length === 0 ? [] : [`complete -c stride -f -n '${when}' -a '${values.join(' ')}'`]),
  ];
}
