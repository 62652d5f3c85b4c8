// Clients that are installed on the machine and not with our packages: the AWS CLI and boto3.
import { execFile, spawnSync } from 'node:child_process'
import { describe } from 'node:test'

/** The automatic build guarantees that they are installed, so there nothing is skipped: a missing one fails. */
const PROMISED = process.env.POOLHOUSE_TEST_AWS_CLI === '1' || process.env.CI === 'true'

/** Runs a suite if the probe, a program with its arguments, succeeds, and always if the client is required. */
export function describeWith(probe: readonly [string, ...string[]], title: string, suite: () => void): void {
  const [program, ...args] = probe
  if (PROMISED || spawnSync(program, args).status === 0) describe(title, suite)
}

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** In milliseconds: a hanging program is killed and counts as failed before the runner gives up the test. */
export const LONGEST_RUN = 240_000

/** Runs a program to its end, with only as much of our environment as it needs to be found. */
export function run(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd?: string,
): Promise<Ended> {
  const env = neutral(environment)
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      { env, cwd, timeout: LONGEST_RUN, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127
        resolve({ code, stdout, stderr: stderr || (error?.message ?? '') })
      },
    )
  })
}

/** The variables of a client, with only as much of our environment as it needs to be found. */
export function neutral(environment: Readonly<Record<string, string>>) {
  const { PATH, HOME } = process.env
  return { PATH, HOME, ...NEUTRAL, ...environment }
}

/**
 * Excludes the settings of the user who runs the tests. The clients behave like older ones (Debian 12 has AWS CLI 2.9
 * and boto3 1.26), which do not know the variable for the service's address.
 */
const NEUTRAL = {
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
  AWS_CONFIG_FILE: '/nonexistent/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
}

export function environmentOf(root: { accessKeyId: string; secretAccessKey: string }) {
  return {
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: root.accessKeyId,
    AWS_SECRET_ACCESS_KEY: root.secretAccessKey,
  }
}
