import cluster from 'node:cluster'
import { join } from 'node:path'
import type { Command } from 'commander'
import { exposedSecrets } from '../../config/exposed-secrets.ts'
import { loadConfig } from '../../config/load-config.ts'
import type { ResolvedConfig } from '../../config/resolve-config.ts'
import { type Config, kebabName } from '../../config/settings.ts'
import { systemClock } from '../../kernel/clock.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import type { Log } from '../../kernel/log.ts'
import { surviveHangUps } from '../../server/hang-ups.ts'
import type { LateAction } from '../../server/late-action.ts'
import { onStopSignals, stopWithStdin } from '../../server/stop-signals.ts'
import { onStopMessage, renewMessages, sendReady } from '../../server/worker.ts'
import { reportFailure } from '../command/failure.ts'
import { readNamedFile } from '../command/named-file.ts'
import { rateSettings } from '../command/request-rates.ts'
import { addSettingOptions, flagsOf } from '../command/setting-options.ts'
import { configFile } from '../data-folder/aws-files.ts'
import { replaceFile } from '../data-folder/private-files.ts'
import { storedKeyFile } from '../data-folder/root-key.ts'
import { KEEP_THE_ROOT_KEY } from '../data-folder/root-key-fault.ts'
import type { RootSecrets } from '../data-folder/root-secrets.ts'
import { findRootSecrets } from '../data-folder/root-secrets.ts'
import { assertModulesWanted } from './function-settings.ts'
import { greeting } from './greeting.ts'
import { inboxLines } from './inbox-lines.ts'
import { assertInboxWanted, warnOfInbox } from './inbox-wanted.ts'
import { logOf } from './process-log.ts'
import { renewCertificate } from './renew-certificate.ts'
import type { CreateApp } from './run-server.ts'
import { publicUrl, runServer } from './run-server.ts'

export function addServe(program: Command): void {
  const command = program.command('serve').description('run the server until SIGTERM or SIGINT')
  command.option('--seed <file>', 'short for --seed-file')
  command.option(
    '--stop-with-stdin',
    'stop when standard input closes, for example when the parent process ends',
  )
  addSettingOptions(command).action(async () => {
    try {
      const options = command.opts<{ config?: string; seed?: string; stopWithStdin?: true }>()
      const { config: file, seed } = options
      const resolved = await loadConfig({ ...(seed && { seedFile: seed }), ...flagsOf(command) }, file)
      if (!cluster.isWorker) {
        for (const warning of resolved.warnings) logOf(resolved.config).warn(warning)
        warnOfExposedSecrets(resolved)
      }
      if (!cluster.isWorker && options.stopWithStdin) stopWithStdin()
      await serve(resolved.config, async () => (await import('../../app.ts')).createApp)
    } catch (error) {
      reportFailure(error)
    }
  })
}

/** Runs in the role of this process: alone, as the primary of several workers, or as a worker. */
export async function serve(config: Config, loadApp: () => Promise<CreateApp>): Promise<void> {
  const log = logOf(config)
  const hangUps = surviveHangUps()
  // The terminal or pipe that reads these may close; the server keeps running.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  process.on('uncaughtException', (error) => {
    log.error('The process ends because of an uncaught exception', { error })
    process.exit(1)
  })
  rateSettings(config) // refuses unknown names before anything is created
  assertInboxWanted(config)
  assertModulesWanted(config)
  const secrets = await findRootSecrets(config, systemEntropy, systemClock())
  if (!cluster.isWorker && config.seedFile !== undefined) await seedFrom(config.seedFile, config, log)
  if (cluster.isWorker) await serveAsWorker(config, secrets, await loadApp(), log)
  else if (config.workers > 1) await serveAsPrimary(config, secrets, log, hangUps)
  else await serveAlone(config, secrets, await loadApp(), log, hangUps)
}

/** Runs before the port opens, once for all workers: a server with a faulty seed file does not start. */
async function seedFrom(file: string, config: Config, log: Log): Promise<void> {
  readNamedFile('seed-file', file) // so that errors name the setting; the command has another name for it
  const { seed } = await import('../seed/seed.ts') // loaded on demand, since most servers never need it
  const { outcome, warnings } = await seed(config, file, 'serve')
  log.info('Seeded', { file, outcome })
  for (const warning of warnings) log.warn(warning)
}

async function serveAlone(
  config: Config,
  secrets: RootSecrets,
  createApp: CreateApp,
  log: Log,
  hangUps: LateAction,
) {
  warnOfSecrets(config, secrets, log)
  const running = await runServer(config, secrets, createApp, log)
  hangUps.is(() => renewCertificate(running, log))
  stopOnSignals(log, running.close, () => {})
  announce(config, secrets, running.port, log)
}

async function serveAsPrimary(config: Config, secrets: RootSecrets, log: Log, hangUps: LateAction) {
  const { superviseWorkers } = await import('../../server/supervise-workers.ts')
  warnOfSecrets(config, secrets, log)
  const workers = await superviseWorkers(config.workers, log)
  hangUps.is(workers.renewCertificate)
  // Each worker has its own grace period; one that exceeds it is stuck.
  stopOnSignals(log, () => workers.stop(config.shutdownDelay + config.shutdownGrace + 5000), workers.kill)
  announce(config, secrets, workers.port, log)
}

async function serveAsWorker(config: Config, secrets: RootSecrets, createApp: CreateApp, log: Log) {
  let stopWanted = false
  let stop = () => {
    stopWanted = true
  }
  onStopMessage(() => stop())
  const renewals = renewMessages()
  const running = await runServer(config, secrets, createApp, log).catch((error: unknown) => {
    reportFailure(error)
    process.exit(1) // otherwise the channel to the primary would keep the process alive
  })
  stop = () => void running.close().then(() => process.exit(0))
  if (stopWanted) return stop()
  renewals.is(() => renewCertificate(running, log))
  sendReady(running.port)
  log.debug('A worker is ready', { port: running.port })
}

function stopOnSignals(log: Log, close: () => Promise<void>, kill: () => void): void {
  onStopSignals(
    (signal) => {
      log.info('Stopping: requests in flight may finish', { signal })
      close().then(
        () => {
          log.info('Stopped')
          process.exit(0)
        },
        (error: unknown) => {
          log.error('Could not stop cleanly', { error })
          process.exit(1)
        },
      )
    },
    () => {
      log.warn('Stopping at once')
      kill()
      process.exit(1)
    },
  )
}

function announce(config: Config, { credentialsFile }: RootSecrets, port: number, log: Log): void {
  const url = publicUrl(config, port)
  if (credentialsFile !== undefined) {
    replaceFile(join(config.dataDir, 'config'), configFile(config.defaultRegion, url))
  }
  warnOfInbox(config, log)
  log.info('Ready', { url, host: config.host, port, workers: config.workers })
  process.stdout.write(greeting(url, config.defaultRegion, credentialsFile, inboxLines(config, url)))
}

function warnOfExposedSecrets(resolved: ResolvedConfig): void {
  for (const name of exposedSecrets(resolved)) {
    const flag = `--${kebabName(name)}`
    logOf(resolved.config).warn('Every user of this machine can read a secret that is given as a flag', {
      flag,
      instead: `${flag}-file`,
    })
  }
}

const SHORT_SECRET = 16

function warnOfSecrets(config: Config, { made, root }: RootSecrets, log: Log): void {
  if (made.includes('root access key')) log.info('Created a root access key', { folder: config.dataDir })
  if (made.includes('root encryption key')) {
    log.info(`Created a root encryption key. ${KEEP_THE_ROOT_KEY}`, { file: storedKeyFile(config.dataDir) })
    if (config.databaseUrl !== undefined) {
      log.warn('Every node on this database needs the same root encryption key, at its next start too', {
        file: storedKeyFile(config.dataDir),
      })
    }
  }
  if (root.secretAccessKey.length < SHORT_SECRET) {
    log.warn('The root secret access key is short and easy to guess')
  }
}
