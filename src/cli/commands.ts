import type { Command } from 'commander'

type AddCommand = (program: Command) => void

/** The commands by their names, each loaded only when it is asked for, so that `serve` starts fast. */
export const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  serve: async () => (await import('./serve/serve.ts')).addServe,
  config: async () => (await import('./config/config.ts')).addConfig,
  inbox: async () => (await import('./inbox/inbox.ts')).addInbox,
  triggers: async () => (await import('./triggers/triggers.ts')).addTriggers,
  migrate: async () => (await import('./migrate.ts')).addMigrate,
  audit: async () => (await import('./audit/audit.ts')).addAudit,
  credentials: async () => (await import('./credentials/credentials.ts')).addCredentials,
  populate: async () => (await import('./populate/populate.ts')).addPopulate,
  seed: async () => (await import('./seed/seed.ts')).addSeed,
  export: async () => (await import('./transfer/export.ts')).addExport,
  'import-log': async () => (await import('./import-log.ts')).addImportLog,
  import: async () => (await import('./transfer/import.ts')).addImport,
  backup: async () => (await import('./backup/backup.ts')).addBackup,
  restore: async () => (await import('./backup/restore.ts')).addRestore,
  'migrate-from-aws': async () => (await import('./migrate-from-aws/migrate-from-aws.ts')).addMigrateFromAws,
  keys: async () => (await import('./keys/keys.ts')).addKeys,
}
