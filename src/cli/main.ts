import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_BRANCH } from '../baseline/branch/ref.js';
import { EXPORT_FORMATS } from '../export/files.js';
import { DEFAULT_HISTORY } from '../history/settings.js';
import { MAX_SHARDS } from '../model/limits.js';
import { parseShard, recordName, type Shard } from '../model/shard.js';
import { MOST_GENERATIONS } from '../rank/next.js';
import { MAX_SEED } from '../system/random.js';
import { VERSION } from '../version.js';
import { type BisectOptions, bisect } from './bisect.js';
import { completionScript, SHELLS, type Shell } from './completion.js';
import { confirm } from './confirm.js';
import { demo } from './demo.js';
import { doctor, printExamination } from './doctor.js';
import { eventLog } from './events.js';
import { exitCodeOfProblems, failed } from './exit.js';
import { exportRecord } from './export.js';
import { printHistory } from './history.js';
import { type InitOptions, init, terminalAsk } from './init.js';
import { leaderboard } from './leaderboard.js';
import { printable, terminalLog } from './log.js';
import { mergeShards } from './merge.js';
import { writePages } from './pages.js';
import { reportRecord } from './report.js';
import type { RunOptions } from './run.js';
import { runOnce, runWatching } from './run-command.js';
import { printShards } from './shards.js';
import { type OutputOptions, printOutcome, writeRecord } from './teller.js';

const seed = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > MAX_SEED) {
    throw new InvalidArgumentError(`A whole number from 0 to ${MAX_SEED}.`);
  }
  return value;
};

const generations = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100) {
    throw new InvalidArgumentError('A whole number from 1 to 100.');
  }
  return value;
};

const shard = (text: string): Shard => {
  const value = parseShard(text);
  if (value === null) throw new InvalidArgumentError(`A part such as 2/4, of at most ${MAX_SHARDS}.`);
  return value;
};

const timesOption = () =>
  new Option('--times <record>', 'record that says how long the cells of all shards take');

const runtimeOption = () =>
  new Option('--runtime <runtime>', 'where targets run')
    .choices(['auto', 'docker', 'process'])
    .default('auto');

const baseOption = () =>
  new Option('--base <commit>', 'commit to compare with (default: the merge base with the default branch)');

const releaseOption = () =>
  new Option('--release <tag>', 'release to compare with: a tag, or latest for the newest version').conflicts(
    'base',
  );

const recordArgument = () =>
  new Argument('<record>', 'record of a run (.loadgate/record.json), or a folder with one');

const judgeOption = () =>
  new Option('--config <file>', 'configuration to judge by (default: loadgate.yml, or the defaults)');

const baselineOption = () =>
  new Option('--baseline <record>', 'record that a run with stored figures is compared with');

const program = new Command('loadgate')
  .description('Load-tests web services and says whether a change made them slower.')
  .version(VERSION)
  .showHelpAfterError('(loadgate --help lists what there is)')
  .exitOverride()
  // It repeats arguments that it does not know; commands take this over.
  .configureOutput({ writeErr: (text) => process.stderr.write(printable(text)) })
  .addHelpText(
    'after',
    '\nExit codes: 0 fine, 1 regression, 2 the configuration or a target is wrong, 3 the machine or the forge failed.',
  );

program
  .command('init')
  .description('look at the repository, write loadgate.yml and the workflow, and measure it once')
  .addOption(
    new Option(
      '--from <source>',
      'take targets from the Compose file alone, or requests from OpenAPI',
    ).choices(['compose', 'openapi']),
  )
  .option('--forks', 'write the two workflows that comment on pull requests from forks, too', false)
  .option('--no-run', 'write files, and measure nothing')
  .option('--budget <duration>', 'time spent measuring, such as 5m', '3m')
  .addOption(runtimeOption())
  .option('--verbose', 'show what builds print', false)
  .action(async (options: InitOptions & { readonly verbose: boolean }) => {
    const log = terminalLog(process.stderr, options);
    const print = (text: string): void => void process.stdout.write(`${text}\n`);
    const { inTheWay, ran } = await init(options, {
      ...{ dir: process.cwd(), log, print },
      ask: terminalAsk(),
      watch: log.soFar,
    }).finally(() => log.clear());
    const output = { json: false, record: '.loadgate/record.json', failOnRegression: false };
    const code = ran === null ? 0 : await printOutcome(ran.outcome, ran.signal, output, log);
    process.exitCode = code === 0 && inTheWay.length > 0 ? 2 : code;
  });

program
  .command('run')
  .description('compare the work tree with the merge base (or another commit)')
  .argument('[cells...]', 'targets or cells to measure (flask, flask/json); all where none is named')
  .option('--config <file>', 'configuration file', 'loadgate.yml')
  .addOption(baseOption())
  .addOption(releaseOption())
  .option('--budget <duration>', 'time spent measuring, such as 5m')
  .option('--slower <share>', 'loss of throughput that counts as slower, such as 3%')
  .addOption(runtimeOption())
  .option('--seed <number>', 'repeat the random choices of another run', seed)
  .option(
    '--shard <part>',
    'measure one part of the cells, such as 2/4; loadgate merge judges all parts',
    shard,
  )
  .addOption(timesOption())
  .addOption(
    new Option('--profile [when]', 'sample both sides after the verdict, and name the functions that changed')
      .choices(['always', 'on-regression', 'never'])
      .preset('always'),
  )
  .option('--record <file>', 'where to write the record (default: .loadgate/record.json)')
  .option('--json', 'print the result as JSON', false)
  .addOption(
    new Option('--json-lines', 'print what happens, and the result at last, a line of JSON each')
      .default(false)
      .conflicts(['json', 'watch']),
  )
  .addOption(
    new Option('--watch', 'measure again whenever a file is saved, quickly: 30s in short rounds')
      .default(false)
      .conflicts(['json', 'shard']),
  )
  .option('--verbose', 'show what builds print', false)
  .action(async (cells: string[], options) => {
    const print = (text: string): void => void process.stdout.write(text);
    const log = options.jsonLines ? eventLog(print) : terminalLog(process.stderr, options);
    const record = options.record ?? `.loadgate/${recordName(options.shard ?? null)}`;
    const all: RunOptions & OutputOptions = { ...options, cells, record, failOnRegression: true };
    process.exitCode = options.watch ? await runWatching(all, log) : await runOnce(all, log);
  });

program
  .command('completion')
  .description('print a script that completes commands and options: bash, zsh, or fish')
  .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS))
  .action((shell: Shell) => void process.stdout.write(completionScript(shell, program)));

program
  .command('shards')
  .description(
    'print the parts that a run is split into as JSON: as many jobs as the budget needs, none where nothing changed',
  )
  .argument('[cells...]', 'targets or cells to measure (flask, flask/json); all where none is named')
  .option('--config <file>', 'configuration file', 'loadgate.yml')
  .addOption(baseOption())
  .addOption(releaseOption())
  .option('--budget <duration>', 'time that each part has for measuring, such as 5m')
  .addOption(runtimeOption())
  .addOption(timesOption())
  .action(async (cells: string[], options) => {
    const print = (text: string): void => void process.stdout.write(text);
    await printShards({ ...options, cells }, terminalLog(process.stderr, { verbose: false }), print);
  });

program
  .command('confirm')
  .description('measure the red cells of another machine’s record again on this one, at the same commit')
  .addArgument(recordArgument())
  .option('--config <file>', 'configuration file', 'loadgate.yml')
  .option('--budget <duration>', 'time spent measuring, such as 5m')
  .addOption(runtimeOption())
  .option('--record <file>', 'where to write the second opinion', '.loadgate/second.json')
  .option('--json', 'print the result as JSON', false)
  .option('--verbose', 'show what builds print', false)
  .action(async (record: string, options) => {
    const log = terminalLog(process.stderr, options);
    const { outcome, second, signal } = await confirm(record, options, log);
    if (second !== null) await writeRecord(options.record, second);
    const output = { json: options.json, record: null, failOnRegression: true };
    process.exitCode = await printOutcome(outcome, signal, output, log);
  });

program
  .command('merge')
  .description('judge the records of all parts of a run as one, with a second opinion where there is one')
  .argument(
    '<records...>',
    'records of loadgate run --shard, or folders with one each; and the record of loadgate confirm',
  )
  .addOption(judgeOption())
  .addOption(baselineOption())
  .option('--record <file>', 'where to write the record of the whole run', '.loadgate/record.json')
  .option('--json', 'print the result as JSON', false)
  .action(async (records: string[], options) => {
    const log = terminalLog(process.stderr, { verbose: false });
    const outcome = await mergeShards(records, options, log);
    process.exitCode = await printOutcome(outcome, null, { ...options, failOnRegression: true }, log);
  });

program
  .command('demo')
  .description('compare two versions of a small service that ships with loadgate')
  .addOption(runtimeOption())
  .option('--seed <number>', 'repeat the random choices of another run', seed)
  .option('--record <file>', 'where to write the record')
  .option('--json', 'print the result as JSON', false)
  .option('--verbose', 'show what builds print', false)
  .action(async (options) => {
    const log = terminalLog(process.stderr, options);
    log.info(
      'Two versions of a small service: /prices is the same in both, /report does more work in the second.',
    );
    const { outcome, signal } = await demo({ runtime: options.runtime, seed: options.seed ?? null }, log);
    // The demo is right when it finds the regression, so that is no failure of the command.
    const output = { json: options.json, record: options.record ?? null, failOnRegression: false };
    process.exitCode = await printOutcome(outcome, signal, output, log);
  });

program
  .command('doctor')
  .description('measure this runner against itself, and say how small a change it can see')
  .addOption(runtimeOption())
  .option('--budget <duration>', 'time spent measuring, such as 5m', '110s')
  .option('--seed <number>', 'repeat the random choices of another run', seed)
  .option('--json', 'print what was found as JSON', false)
  .option('--verbose', 'show what builds print', false)
  .action(async (options) => {
    const log = terminalLog(process.stderr, options);
    const { found, asked, signal } = await doctor({ ...options, seed: options.seed ?? null }, log);
    printExamination(found, asked, options.json);
    process.exitCode = exitCodeOfProblems(found.record.problems, signal);
  });

program
  .command('bisect')
  .description('find the commit that made a cell slower')
  .argument('<range>', 'GOOD..BAD, such as v1.4.0..HEAD: the slower commit comes last')
  .argument(
    '[cell]',
    'target or cell to search by (flask, flask/json); what got slower most where none is named',
  )
  .option('--config <file>', 'configuration file', 'loadgate.yml')
  .option('--budget <duration>', 'time spent measuring, such as 1h', '30m')
  .option('--slower <share>', 'loss of throughput that counts as slower, such as 3%')
  .addOption(runtimeOption())
  .option('--seed <number>', 'repeat the random choices of another search', seed)
  .option('--state <file>', 'where a search that is cancelled is kept', '.loadgate/bisect.json')
  .option('--json', 'print what was found as JSON', false)
  .option('--verbose', 'show what builds print', false)
  .action(async (range: string, cell: string | undefined, options) => {
    const all: BisectOptions = { ...options, range, ...(cell === undefined ? {} : { cell }) };
    process.exitCode = await bisect(all, terminalLog(process.stderr, options));
  });

const historyOptions = (command: Command): Command =>
  command
    .option('--since <commit>', 'tag or commit to compare with, besides the last release')
    .option('--window <records>', 'records that are looked at together', String(DEFAULT_HISTORY.window))
    .option('--p <value>', 'largest p value of a step, shared by all cells', String(DEFAULT_HISTORY.p))
    .option('--least <share>', 'smallest change that is reported', `${DEFAULT_HISTORY.least * 100}%`)
    .option('--branch <name>', 'branch that keeps the records', DEFAULT_BRANCH)
    .option('--from <path>', 'folder or file of records instead of the branch');

historyOptions(program.command('history'))
  .description('say how the stored records of the default branch drifted, and at which commits')
  .option('--json', 'print the history as JSON', false)
  .action(async (options) => {
    await printHistory(options, terminalLog(process.stderr, { verbose: false }));
  });

historyOptions(program.command('pages'))
  .description('write the history as a static site: trends by cell, releases, steps, changes of machine')
  .option('--out <folder>', 'where the site is written', '.loadgate/pages')
  .option('--repository <url>', 'where commits are linked to, such as https://github.com/acme/shop')
  .action(async (options) => {
    await writePages(options, terminalLog(process.stderr, { verbose: false }));
  });

program
  .command('leaderboard')
  .description('measure targets beside one another and rank them, scenario by scenario')
  .argument('[cells...]', 'targets or cells to measure (flask, flask/json); all where none is named')
  .option('--generations <number>', 'fresh containers of each target, at least', generations, 3)
  .option('--most <number>', 'fresh containers of any two targets, at most', generations, MOST_GENERATIONS)
  .option('--budget <duration>', 'time spent measuring, such as 26m (default: until nothing is open)')
  .option('--reference <target>', 'what all others run beside (default: the first target)')
  .addOption(
    new Option('--continue <record>', 'measure on from this record of the same commit and machine').conflicts(
      'from',
    ),
  )
  .option('--config <file>', 'configuration file', 'loadgate.yml')
  .addOption(runtimeOption())
  .option('--seed <number>', 'repeat the random choices of another run', seed)
  .option(
    '--out <folder>',
    'where the page, JSON, CSV, pictures and the record are written',
    '.loadgate/leaderboard',
  )
  .option('--markdown <file>', 'write the page here too, with its pictures in images/ beside it')
  .option('--from <record>', 'show this record, measure nothing')
  .option('--compare <leaderboard.json>', 'say how far another leaderboard says the same')
  .option('--verbose', 'show what builds print', false)
  .action(async (cells: string[], options) => {
    process.exitCode = await leaderboard({ ...options, cells }, terminalLog(process.stderr, options));
  });

program
  .command('report')
  .description('write the HTML report of a record: one file that opens from disk')
  .addArgument(recordArgument())
  .option('-o, --output <file>', 'where it is written', 'report.html')
  .addOption(judgeOption())
  .addOption(baselineOption())
  .action(async (record: string, options) => {
    await reportRecord(record, options, terminalLog(process.stderr, { verbose: false }));
  });

program
  .command('export')
  .description('write the figures of a record for another tool')
  .addArgument(recordArgument())
  .addOption(new Option('--format <format>', 'what to write').choices(EXPORT_FORMATS).makeOptionMandatory())
  .option('--out <folder>', 'where files are written (default: stdout)')
  .addOption(judgeOption())
  .addOption(baselineOption())
  .action(async (record: string, options) => {
    const print = (text: string): void => void process.stdout.write(text);
    await exportRecord(record, options, terminalLog(process.stderr, { verbose: false }), print);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = failed(error);
}
