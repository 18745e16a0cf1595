/** Check runs as GitHub has them, where emulate differs: see forge-server.ts. */
import type { Answer, ForgeProxy } from './forge-proxy.js';
import type { SeenRequest } from './openapi.js';

const LIST = /^(\/repos\/[^/]+\/[^/]+)\/commits\/([0-9a-f]{40})\/check-runs$/;
const ONE = /^\/repos\/[^/]+\/[^/]+\/check-runs(?:\/\d+)?$/;

type CheckRun = Record<string, unknown> & { readonly id: number; readonly head_sha: string };

/** emulate's answer, with what it lacks; any other answer as it is. */
export async function withChecks(proxy: ForgeProxy, seen: SeenRequest, answer: Answer): Promise<Answer> {
  const [, repository, sha] = seen.method === 'GET' ? (LIST.exec(seen.path) ?? []) : [];
  if (sha !== undefined && answer.status === 404) return listOf(proxy, `${repository}`, sha);
  if (sha !== undefined && answer.status === 200) {
    const list = JSON.parse(answer.text) as { readonly check_runs: readonly CheckRun[] };
    return { ...answer, text: JSON.stringify({ ...list, check_runs: list.check_runs.map(complete) }) };
  }
  if (!ONE.test(seen.path) || answer.status >= 300) return answer;
  const run = JSON.parse(answer.text) as CheckRun;
  if (seen.method === 'POST') {
    proxy.checkRuns.set(run.head_sha, [...(proxy.checkRuns.get(run.head_sha) ?? []), run.id]);
  }
  return { ...answer, text: JSON.stringify(complete(run)) };
}

async function listOf(proxy: ForgeProxy, repository: string, sha: string): Promise<Answer> {
  const runs: CheckRun[] = [];
  for (const id of proxy.checkRuns.get(sha) ?? []) {
    const response = await fetch(
      `${proxy.upstream.replace('localhost', '127.0.0.1')}${repository}/check-runs/${id}`,
    );
    runs.unshift(complete((await response.json()) as CheckRun));
  }
  const body = { total_count: runs.length, check_runs: runs };
  return { status: 200, headers: { 'content-type': 'application/json' }, text: JSON.stringify(body) };
}

function complete(run: CheckRun): CheckRun {
  const output = run['output'] as Record<string, unknown>;
  return { ...run, output: { ...output, annotations_url: `${String(run['url'])}/annotations` } };
}
