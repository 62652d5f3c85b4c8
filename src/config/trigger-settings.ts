import { withoutUser } from './address.ts'
import { optional, secret, withDefault } from './setting.ts'
import { triggerFunctions } from './trigger-values.ts'
import { flag, matching, webAddress } from './values.ts'

/** Where the functions of Lambda triggers are. */
export const TRIGGER_SETTINGS = {
  triggers: {
    ...optional(
      triggerFunctions,
      'where the functions of Lambda triggers are: by ARN or name, {url: http://…} or {module: ./file.mjs}',
    ),
    flag: false,
  },
  lambdaEndpointUrl: {
    ...optional(webAddress, 'endpoint of the Lambda API that has all other functions of triggers'),
    show: withoutUser,
  },
  lambdaAccessKeyId: optional(
    matching(/^[\w-]{1,128}$/, 'at most 128 letters, digits, - and _'),
    'access key id for that endpoint; else from where the AWS SDK looks for one',
  ),
  lambdaSecretAccessKey: {
    ...secret(
      matching(/^[!-~]{1,128}$/, '1 to 128 visible characters'),
      'secret access key for that endpoint',
    ),
    flag: true,
  },
  allowTriggerModules: withDefault(
    'false',
    flag,
    'run modules of triggers, which are for development, even if the server listens beyond loopback',
  ),
} as const
