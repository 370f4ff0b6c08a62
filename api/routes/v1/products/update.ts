import { getProduct } from '../../../../services/products/get-product.ts';
import { showProduct, UpdateProduct } from '../../../../services/products/product.ts';
import { updateProduct } from '../../../../services/products/update-product.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Product } from './schema.ts';

export const updateProductRoute = defineRoute({
  method: 'patch',
  path: '/api/v1/products/{id}',
  tag: 'catalogue',
  summary: 'Change a product',
  permission: 'products:write',
  params: idParams,
  body: UpdateProduct,
  answers: { 200: { description: 'The product.', schema: Product } },
  target: ({ deps, ctx, params }) => getProduct(deps.services, ctx, params.id),
  async handler({ deps, ctx, params, version, body }) {
    const row = await updateProduct(deps.services, ctx, { id: params.id, version }, body);
    return ok(showProduct(row), { version: row.version });
  },
});
