import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import axios from 'axios';
import { Container } from 'inversify';

const parts = [new Container(), new DynamoDBClient(), new SSMClient(), GetItemCommand, GetParameterCommand, axios];
const parsed = middy().use(httpJsonBodyParser());

/**
 * Loads the packages that the product was required to use, and does nothing else. This shows how long loading them
 * takes.
 */
export const handler = () => Promise.resolve({ statusCode: 200, body: `${String(parts.length)} ${typeof parsed}` });
