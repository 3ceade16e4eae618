/** Every command of the command line, from the program that parses it. */
import { importSources } from '../importSources.mjs';
import { code, plain, table } from './markdown.mjs';

export async function commandsPage() {
  const { createProgram } = await importSources(
    `export { createProgram } from './src/cli/program.js';`,
  );
  const program = createProgram('');
  return [
    '# Commands',
    plain(program.description()),
    table(
      ['command', 'what it does'],
      program.commands.map((each) => [
        `[${code(`plumbline ${each.name()}`)}](#plumbline-${each.name()})`,
        plain(sentence(each.description())),
      ]),
    ),
    `\`\`\`text\n${helpAfter(program)}\n\`\`\``,
    ...program.commands.flatMap((each) => commandSections(each)),
  ].join('\n\n');
}

/** Of a command and of those below it. */
function commandSections(command, names = ['plumbline']) {
  const full = [...names, command.name()];
  return [
    commandSection(command, full),
    ...command.commands.flatMap((each) => commandSections(each, full)),
  ];
}

function commandSection(command, names) {
  const help = helpAfter(command);
  return [
    `${'#'.repeat(names.length)} ${names.join(' ')}`,
    plain(sentence(command.description())),
    `\`\`\`sh\n${names.join(' ')} ${command.usage()}\n\`\`\``,
    table(['argument', 'meaning', 'default'], command.registeredArguments.map(argumentRow)),
    table(['option', 'meaning', 'default'], command.options.map(optionRow)),
    help === '' ? '' : `\`\`\`text\n${help}\n\`\`\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function argumentRow(argument) {
  const shown = `${argument.name()}${argument.variadic ? '…' : ''}`;
  const byDefault = argument.defaultValue === undefined ? '' : code(String(argument.defaultValue));
  return [
    code(argument.required ? `<${shown}>` : `[${shown}]`),
    plain(argument.description),
    byDefault,
  ];
}

/** Defaults that are resolved later, from files, are part of the description: `(default: 2)`. */
const DEFAULT = /\s*\(default: ([^)]*)\)/;

function optionRow({ flags, description, defaultValue, negate, mandatory }) {
  const told = DEFAULT.exec(description)?.[1];
  const own = defaultValue === undefined || negate ? '' : code(String(defaultValue));
  const required = mandatory ? ' (required)' : '';
  return [
    code(flags),
    plain(description.replace(DEFAULT, '')) + required,
    told === undefined ? own : plain(told),
  ];
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

/** What `addHelpText('after', …)` adds. */
function helpAfter(command) {
  let text = '';
  command.emit('afterHelp', { error: false, command, write: (part) => (text += part) });
  return text.trim();
}
