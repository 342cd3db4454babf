"use strict";
// Drives the stand-in with the vendor's Node.js clients and prints what they saw as one JSON line.
// Usage: node drive.js PORT

const { default: Generic, Config, OpenApiRequest, Params } = require("@alicloud/openapi-client");
const { RuntimeOptions } = require("@alicloud/tea-util");
const vpc = require("@alicloud/vpc20160428");

const FRANKFURT = "eu-central-1";

function settings(port) {
  return {
    accessKeyId: "standin",
    accessKeySecret: "standin-secret",
    endpoint: `127.0.0.1:${port}`,
    protocol: "http",
    regionId: FRANKFURT,
  };
}

async function ask(client, version, action, query, body) {
  const params = new Params({
    action, version, protocol: "HTTP", pathname: "/", method: "POST", authType: "AK", style: "RPC",
    reqBodyType: "formData", bodyType: "json",
  });
  const answer = await client.callApi(params, new OpenApiRequest({ query, body }), new RuntimeOptions({}));
  return answer.body;
}

async function refusal(asked) {
  try {
    await asked;
  } catch (error) {
    return error.code;
  }
  return null;
}

async function main() {
  const port = process.argv[2];
  const generic = new Generic(new Config(settings(port)));
  const wanted = {
    RegionId: FRANKFURT, CidrBlock: "10.20.0.0/16", ClientToken: "node/vpc", VpcName: "two words & 通途",
    EnableIpv6: false, "Tag.1.Key": "portal:step", "Tag.1.Value": "vpc.eu-central-1",
  };
  const made = await ask(generic, "2016-04-28", "CreateVpc", wanted);
  const again = await ask(generic, "2016-04-28", "CreateVpc", wanted);
  const mismatch = await refusal(ask(generic, "2016-04-28", "CreateVpc", { ...wanted, CidrBlock: "10.21.0.0/16" }));
  const cen = await ask(generic, "2017-09-12", "CreateCen", { Name: "node" });
  const quotas = await ask(generic, "2020-05-10", "ListProductQuotas", {}, { ProductCode: "vpc" });

  const core = require("@alicloud/openapi-core");
  const Client = vpc.default.default || vpc.default;
  const typed = new Client(new core.$OpenApiUtil.Config(settings(port)));
  const seen = await typed.describeVpcAttribute(
    new vpc.DescribeVpcAttributeRequest({ regionId: FRANKFURT, vpcId: made.VpcId, dryRun: false }),
  );
  const dryRun = await refusal(typed.deleteVpc(new vpc.DeleteVpcRequest({ vpcId: made.VpcId, dryRun: true })));

  process.stdout.write(JSON.stringify({
    made: made.VpcId, again: again.VpcId, mismatch, cen: cen.CenId,
    quota: quotas.Quotas[0].QuotaActionCode, name: seen.body.vpcName, tag: seen.body.tags.tag[0].value, dryRun,
  }));
}

main().catch((error) => {
  process.stderr.write(`${error.code || ""} ${error.stack || error}\n`);
  process.exit(1);
});
