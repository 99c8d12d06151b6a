/** A stack's JSON for Terraform: resources by type and name. */
export type TerraformJson = {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
};

export const ACCOUNT = '000000000000';

type Values = Record<string, unknown>;

/**
 * Resolves references (`${aws_sqs_queue.purges.arn}`) as `terraform apply` would. Declared values stay as they are.
 * Values that AWS would generate are made up in the form that AWS uses. An unknown reference is an error, so that no
 * test passes with a meaningless text.
 */
export class TerraformValues {
  readonly #json: TerraformJson;
  readonly #region: string;

  constructor(json: TerraformJson, region: string) {
    this.#json = json;
    this.#region = region;
  }

  /** Every resource of a type, by its name in Terraform, with all references resolved. */
  all(type: string): Record<string, Values> {
    return Object.fromEntries(
      Object.entries(this.#json.resource[type] ?? {}).map(([name, values]) => [name, this.#deep(values) as Values]),
    );
  }

  resolve(text: string): string {
    return text.replaceAll(/\$\{([^}]*)\}/g, (_whole, expression: string) => this.#evaluate(expression));
  }

  arnOfRule(name: string): string {
    return this.#arn('events', `rule/${name}`);
  }

  #arn(service: string, rest: string): string {
    return `arn:aws:${service}:${this.#region}:${ACCOUNT}:${rest}`;
  }

  #deep(value: unknown): unknown {
    if (typeof value === 'string') return this.resolve(value);
    if (Array.isArray(value)) return value.map((one) => this.#deep(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.#deep(one)]));
  }

  #evaluate(expression: string): string {
    if (expression === 'data.aws_caller_identity.account.account_id') return ACCOUNT;
    const [type = '', name = '', attribute = '', ...rest] = expression.split('.');
    const values = this.#json.resource[type]?.[name];
    if (!values || rest.length > 0) throw new Error(`The harness does not know the value of ${expression}`);
    const declared = values[attribute];
    if (typeof declared === 'string') return this.resolve(declared);
    const made = this.#madeByAws(type, name, attribute);
    if (made === undefined) throw new Error(`The harness does not know the value of ${expression}`);
    return made;
  }

  #madeByAws(type: string, name: string, attribute: string): string | undefined {
    const given = (key: string) => this.#evaluate(`${type}.${name}.${key}`);
    const arn = (service: string, rest: string) => this.#arn(service, rest);
    switch (`${type}.${attribute}`) {
      case 'aws_dynamodb_table.arn':
        return arn('dynamodb', `table/${given('name')}`);
      case 'aws_s3_bucket.arn':
        return `arn:aws:s3:::${given('bucket')}`;
      case 'aws_s3_bucket.id':
        return given('bucket');
      case 'aws_sqs_queue.arn':
        return arn('sqs', given('name'));
      case 'aws_sqs_queue.url':
      case 'aws_sqs_queue.id':
        return `https://sqs.${this.#region}.amazonaws.com/${ACCOUNT}/${given('name')}`;
      case 'aws_sns_topic.arn':
        return arn('sns', given('name'));
      case 'aws_ssm_parameter.arn':
        return arn('ssm', `parameter${given('name')}`);
      case 'aws_iam_role.arn':
        return `arn:aws:iam::${ACCOUNT}:role/${given('name')}`;
      case 'aws_iam_role.id':
        return given('name');
      case 'aws_lambda_function.arn':
      case 'aws_lambda_function.invoke_arn':
        return arn('lambda', `function:${given('function_name')}`);
      case 'aws_lambda_alias.arn':
      case 'aws_lambda_alias.invoke_arn':
        return arn('lambda', `function:${given('function_name')}:${given('name')}`);
      case 'aws_cloudwatch_event_rule.arn':
        return arn('events', `rule/${given('name')}`);
      case 'aws_cloudwatch_log_group.arn':
        return arn('logs', `log-group:${given('name')}`);
      case 'aws_apigatewayv2_api.id':
      case 'aws_apigatewayv2_authorizer.id':
      case 'aws_apigatewayv2_integration.id':
        return name;
      case 'aws_apigatewayv2_api.execution_arn':
        return arn('execute-api', name);
      default:
        return undefined;
    }
  }
}
