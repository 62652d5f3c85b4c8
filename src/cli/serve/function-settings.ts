import type { AppParts } from '../../app.ts'
import { ConfigError } from '../../config/config-error.ts'
import type { Config } from '../../config/settings.ts'
import { isLoopback } from '../../kernel/loopback.ts'
import { hostOf } from '../../kernel/web-address.ts'
import { accessKey } from './access-key.ts'

/** Where the functions of triggers are. @param url at which clients reach the server */
export function functionSettings(config: Config, url: string): Pick<AppParts, 'functions'> {
  const { triggers, lambdaEndpointUrl, lambdaAccessKeyId, lambdaSecretAccessKey } = config
  const credentials = accessKey(lambdaAccessKeyId, lambdaSecretAccessKey)
  return {
    functions: {
      showsCalls: isForDevelopment(config, url),
      functions: triggers ?? [],
      endpoint: lambdaEndpointUrl === undefined ? undefined : { url: lambdaEndpointUrl, credentials },
    },
  }
}

/** Whether only this machine reaches the server, and one process answers all requests. */
function isForDevelopment({ host, workers }: Config, url: string): boolean {
  return workers === 1 && isLoopback(host) && isLoopback(hostOf(url))
}

/**
 * Refuses to start with modules of triggers if other machines reach the server, unless they are wanted: modules run in
 * the server's own process, with all that it may do. Throws a ConfigError.
 */
export function assertModulesWanted({
  triggers = [],
  host,
  allowTriggerModules,
}: Pick<Config, 'triggers' | 'host' | 'allowTriggerModules'>): void {
  const modules = triggers.flatMap((it) => ('module' in it ? [it.name] : []))
  if (modules.length === 0 || allowTriggerModules || isLoopback(host)) return
  throw new ConfigError([
    `the modules of triggers (${modules.join(', ')}) run inside the server and are for development, and the server ` +
      `listens on ${host}: give a url instead, or add --allow-trigger-modules if that is what you want`,
  ])
}
