import { type Command, Option } from 'commander'
import { commandRun } from '../command/audit-entry.ts'
import { reportFailure } from '../command/failure.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import { type Purpose, withStorage } from '../command/with-storage.ts'
import { FORMATS } from './format.ts'
import {
  type Handle,
  type Options,
  onCreate,
  onDelete,
  onDisable,
  onEnable,
  onList,
  onPutPolicy,
  onRotate,
  onShow,
  onSimulate,
} from './handlers.ts'

export function addCredentials(program: Command): void {
  const credentials = program
    .command('credentials')
    .description('manage the IAM users and roles that may sign requests, on the database of a server')
  const add = (usage: string, handle: Handle, purpose: Purpose = 'reading') =>
    addCommand(credentials, usage, handle, purpose)

  const create = add('create', onCreate, 'changing')
    .description('create a user or role, or a temporary key for an existing one')
    .requiredOption('--name <name>', 'name of the user or role')
    .option('--policy <file>', 'what a new user or role may do: an IAM policy in JSON')
    .option('--tags <key=value...>', 'tags of a new user or role')
    .option('--temporary <span>', 'create a key that expires after this time, such as 15m or 1h')
    .option('--session-name <name>', 'session name of the temporary key')
    .option('--session-policy <file>', 'IAM policy in JSON that restricts a temporary key further')
    .addOption(formatOption())
  const rotate = add('rotate <name>', onRotate)
    .description('create a second key for a user')
    .option('--disable-old', 'disable the old key at once')
    .addOption(formatOption())
  add('list', onList).description('list users and roles with their keys')
  const show = add('show <name>', onShow).description('show keys, tags and policies of a user or role')
  add('disable <key-id>', onDisable).description('refuse requests signed with a key')
  add('enable <key-id>', onEnable).description('accept requests signed with a key again')
  const remove = add('delete <name-or-key-id>', onDelete).description('delete a user or role, or one key')
  const put = add('put-policy <name>', onPutPolicy)
    .description('replace the policy of a user or role')
    .requiredOption('--policy <file>', 'an IAM policy in JSON')
  const simulate = add('simulate', onSimulate)
    .description('show whether a request would be allowed, and why; exits with code 2 if not')
    .requiredOption('--name <name>', 'name of the user or role')
    .requiredOption('--action <action>', 'such as cognito-idp:AdminGetUser')
    .requiredOption('--resource <arn>', 'such as the ARN of a user pool')
    .option('--context <key=value...>', 'condition keys of the request, such as aws:SourceIp=192.0.2.1')
  for (const command of [create, rotate, show, remove, put, simulate]) {
    command.option('--role', 'the name is that of a role, not a user')
  }
  // Last, so that the help lists a command's own options first.
  for (const command of credentials.commands) addSettingOptions(command, DATABASE_SETTINGS)
}

function formatOption(): Option {
  const about = 'output: lines for a shell, JSON for credential_process, or a profile of a credentials file'
  return new Option('--format <format>', about).choices(FORMATS).default('env')
}

/** A subcommand on the database of the server. */
function addCommand(parent: Command, usage: string, handle: Handle, purpose: Purpose): Command {
  const command = parent.command(usage)
  return command.action(async () => {
    try {
      const { config: file, ...options } = command.opts<Options & { config?: string }>()
      const { config } = await settingsOf(command)
      const run = commandRun(`credentials ${command.name()}`, config)
      const work = handle({ run, options, argument: command.args[0] ?? '' })
      process.stdout.write(await withStorage(config, purpose, work))
    } catch (error) {
      reportFailure(error)
    }
  })
}
