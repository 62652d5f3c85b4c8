import { CreateResourceServer } from './create-resource-server.ts'
import { DeleteResourceServer } from './delete-resource-server.ts'
import { DescribeResourceServer } from './describe-resource-server.ts'
import { ListResourceServers } from './list-resource-servers.ts'
import { UpdateResourceServer } from './update-resource-server.ts'

export const resourceServersOperations = {
  CreateResourceServer,
  DeleteResourceServer,
  DescribeResourceServer,
  ListResourceServers,
  UpdateResourceServer,
}
