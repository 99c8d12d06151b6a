import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Any DynamoDB on this machine takes any credentials; naming them keeps the SDK from looking for real ones. */
const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** @param endpoint URL of a DynamoDB on this machine; absent: AWS, with region and credentials from the environment */
export function createDynamoClient(endpoint?: string): DynamoDBClient {
  return new DynamoDBClient(
    endpoint === undefined ? {} : { endpoint, region: 'local', credentials: LOCAL_CREDENTIALS },
  );
}

/** Another client over the same connections and credentials, which sends each request once. */
export function withoutRetries({ config }: DynamoDBClient): DynamoDBClient {
  const { region, credentials, endpoint, requestHandler } = config;
  return new DynamoDBClient({
    region,
    credentials,
    requestHandler,
    maxAttempts: 1,
    ...(endpoint && { endpoint }),
  });
}

export function createDocumentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
