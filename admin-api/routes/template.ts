import { createRoute, z } from "@hono/zod-openapi";
import { LANGUAGES } from "../../domain/language.ts";
import { choosePointsApi, pointsApiNameSchema } from "../../domain/payout/named-points-api.ts";
import type { AdminApi, AdminApiDeps } from "../admin-api.ts";
import { routeOf } from "../guard.ts";
import { problems } from "../route-responses.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const getTemplateRoute = createRoute({
  ...routeOf("getTemplate"),
  tags: ["Sheets"],
  summary: "Download the .xlsx to fill in",
  request: {
    query: z.strictObject({
      language: z.enum(LANGUAGES).optional(),
      pointsApi: pointsApiNameSchema.optional().meta({
        description: "With the columns that this points API takes; of the default one when absent.",
      }),
    }),
  },
  responses: {
    200: {
      description: "The workbook.",
      content: { [XLSX]: { schema: z.string().meta({ type: "string", format: "binary" }) } },
    },
    ...problems("invalid_request", "unknown_points_api"),
  },
});

/** The template that sheets are made from. */
export function addTemplateRoutes(app: AdminApi, deps: AdminApiDeps): void {
  app.openapi(getTemplateRoute, async (c) => {
    const { language = deps.language, pointsApi } = c.req.valid("query");
    const chosen = choosePointsApi(deps, pointsApi);
    const template = await deps.createTemplate({ language, pointsApi: chosen });
    return c.body(Uint8Array.from(template).buffer, 200, {
      "content-type": XLSX,
      "content-disposition": 'attachment; filename="paysheet-template.xlsx"',
    });
  });
}
