import { Command } from 'commander'
import { packageVersion } from '../kernel/package-version.ts'
import { COMMANDS } from './commands.ts'

const program = new Command('poolhouse')
  .description('A self-hosted server that speaks the Amazon Cognito user pools API')
  .version(packageVersion())
  .showHelpAfterError('(add --help for help)')

const asked = COMMANDS[process.argv[2] ?? '']
for (const load of asked ? [asked] : Object.values(COMMANDS)) (await load())(program)
await program.parseAsync()
