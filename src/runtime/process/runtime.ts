import type { CapName, RuntimeFacts } from '../../model/record.js';
import { createUnderWay, once } from '../async.js';
import { makeCgroup, type OwnCgroup, removeCgroup } from '../cgroup/own.js';
import { allowedCores, planCores } from '../cores.js';
import { processEnv } from '../environment.js';
import { makeRunFolder, removeRunFolder, runPrefix } from '../run-folders.js';
import type { Instance, Runtime, RuntimeDeps, StartRequest } from '../runtime.js';
import { processInstance } from './instance.js';
import { commandOf, findTools, type LaunchTools, launchArgv, prepareProcess } from './launch.js';
import { instanceMark, MARK, sweepProcesses } from './marks.js';
import { createPorts } from './ports.js';

const ALL_CAPS: readonly CapName[] = ['cpus', 'core', 'memory', 'pids', 'open files', 'network'];

/** What this machine allows for a process. */
interface Abilities {
  readonly tools: LaunchTools;
  /** Whether cgroups can be made and joined. */
  readonly cgroup: RuntimeFacts['cgroup'];
  readonly held: readonly CapName[];
}

/**
 * Runs targets as child processes, for machines without an engine. `facts()` says which caps the machine can hold.
 * Targets listen on 127.0.0.1 and reach everything that this machine reaches: there is no cap on the network.
 *
 * @param instead why Docker, the default, can't be used; null: the configuration asks for processes
 */
export function createProcessRuntime(deps: RuntimeDeps, instead: string | null = null): Runtime {
  const { clock, runId, env: own = process.env } = deps;
  const cores = deps.allowedCores ?? allowedCores();
  const abilities = once(() => findAbilities(deps, cores));
  const ports = createPorts(process.pid);
  const running = new Set<Instance>();
  const starts = createUnderWay();
  let count = 0;

  const start = async ({ artifact, cores: pinned, env, usual, signal }: StartRequest): Promise<Instance> => {
    const { target } = artifact;
    const { tools, cgroup: version } = await abilities();
    signal.throwIfAborted();
    count += 1;
    const mark = instanceMark(runId, count);
    const port = await ports.next();
    const home = await makeRunFolder(runId);
    const cgroup = version === 'none' ? null : makeCgroup(`${runPrefix(runId)}${count}`, target.caps);
    try {
      signal.throwIfAborted();
      const { openFiles } = target.caps;
      const launch = {
        command: commandOf(target),
        openFiles,
        joinFiles: cgroup?.joinFiles ?? [],
        cores: pinned,
      };
      const environment = { ...processEnv(target, env, { port, home, own, usual }), [MARK]: mark };
      const argv = launchArgv(launch, tools);
      const common = {
        clock,
        target,
        argv,
        cwd: artifact.reference,
        env: environment,
        port,
        mark,
        home,
        cgroup,
      };
      return await processInstance(common);
    } catch (error) {
      if (cgroup !== null) await removeCgroup(cgroup, clock);
      await removeRunFolder(home);
      throw error;
    }
  };

  return {
    kind: 'process',
    services: null,
    facts: async () => {
      const { cgroup, held } = await abilities();
      return {
        kind: 'process',
        version: process.version,
        cgroup,
        capsHeld: held,
        capsMissing: ALL_CAPS.filter((cap) => !held.includes(cap)),
        ...planCores(cores, 1),
        ...(instead === null ? {} : { instead }),
      };
    },
    upstreamHost: async () => '127.0.0.1',
    build: async (request) => {
      request.signal.throwIfAborted();
      return prepareProcess(request, own);
    },
    start: (request) =>
      starts.run(async () => {
        const instance = await start(request);
        running.add(instance);
        return instance;
      }),
    recover: async () => {
      await Promise.all([...running].map((instance) => instance.stop()));
      running.clear();
    },
    close: async () => {
      await starts.settled();
      await Promise.all([...running].map((instance) => instance.stop()));
      await sweepProcesses(runId, clock);
    },
  };
}

/** Tries each ability, because a permission that exists on paper can be missing in practice. */
async function findAbilities(deps: RuntimeDeps, cores: readonly number[]): Promise<Abilities> {
  const tools = await findTools(deps.exec, deps.env ?? process.env);
  const caps = { cpus: 1, memoryBytes: 64 * 2 ** 20, pids: 64, openFiles: 1024 };
  const probe = makeCgroup(`${runPrefix(deps.runId)}probe`, caps);
  const joined = probe !== null && (await canJoin(deps, probe));
  if (probe !== null) await removeCgroup(probe, deps.clock);
  const held = new Set<CapName>(['open files']);
  if (tools.taskset !== null && cores.length > 1) held.add('core');
  if (probe !== null && joined) for (const cap of probe.held) held.add(cap);
  return {
    tools,
    cgroup: probe !== null && joined ? probe.cgroup.version : 'none',
    held: ALL_CAPS.filter((cap) => held.has(cap)),
  };
}

async function canJoin({ exec }: RuntimeDeps, { joinFiles }: OwnCgroup): Promise<boolean> {
  const script = 'for file; do echo $$ > "$file" || exit 1; done';
  const { exitCode } = await exec(['/bin/sh', '-c', script, 'loadgate', ...joinFiles], { timeoutMs: 10_000 });
  return exitCode === 0;
}
