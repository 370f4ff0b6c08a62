import { defineEntity, p } from '@mikro-orm/core';
import { Product } from './catalogue.ts';
import { Warehouse } from './company.ts';
import { own, ownDated, ownTable, quantity, reference, unitAmount } from './own.ts';

/** What lies in a warehouse. Changed only by conditional single statements in the order of (product, warehouse). */
export const StockLevel = defineEntity({
  name: 'StockLevel',
  tableName: 'stock_level',
  ...ownTable('stock_level'),
  properties: {
    ...ownDated,
    warehouseId: reference(Warehouse, 'warehouse_id'),
    productId: reference(Product, 'product_id'),
    onHand: quantity().default('0'),
    reserved: quantity().default('0'),
    averageCost: unitAmount().default('0'),
    allowNegative: p.boolean().default(false),
  },
  uniques: [
    ...ownTable('stock_level').uniques,
    { name: 'stock_level_place_key', properties: ['companyId', 'productId', 'warehouseId'] },
  ],
  indexes: [
    { name: 'stock_level_list_idx', properties: ['companyId', 'createdAt', 'id'] },
    { name: 'stock_level_warehouse_idx', properties: ['companyId', 'warehouseId', 'createdAt', 'id'] },
  ],
  checks: [
    { name: 'stock_level_reserved_nonnegative', expression: 'reserved >= 0' },
    { name: 'stock_level_not_oversold', expression: 'reserved <= on_hand or allow_negative' },
    { name: 'stock_level_cost_nonnegative', expression: 'average_cost >= 0' },
  ],
});

/** A promise of stock to an owner (a sale); one row per owner, product and warehouse. */
export const Reservation = defineEntity({
  name: 'Reservation',
  tableName: 'reservation',
  ...ownTable('reservation'),
  properties: {
    ...ownDated,
    ownerType: p.enum(['sale'] as const),
    ownerId: p.uuid(),
    warehouseId: reference(Warehouse, 'warehouse_id'),
    productId: reference(Product, 'product_id'),
    quantity: quantity(),
    status: p.enum(['held', 'consumed', 'released'] as const).default('held'),
    closedAt: p.datetime().nullable(),
  },
  uniques: [
    ...ownTable('reservation').uniques,
    { name: 'reservation_owner_key', properties: ['companyId', 'ownerType', 'ownerId', 'productId', 'warehouseId'] },
  ],
  indexes: [
    { name: 'reservation_product_idx', properties: ['companyId', 'productId', 'warehouseId', 'status'] },
    { name: 'reservation_warehouse_idx', properties: ['companyId', 'warehouseId'] },
  ],
  checks: [{ name: 'reservation_quantity_positive', expression: 'quantity > 0' }],
});

/** Why stock was changed by hand; its effect stands in the kardex. */
export const StockAdjustment = defineEntity({
  name: 'StockAdjustment',
  tableName: 'stock_adjustment',
  ...ownTable('stock_adjustment'),
  properties: {
    ...ownDated,
    warehouseId: reference(Warehouse, 'warehouse_id'),
    reasonCode: p.string().length(40),
    note: p.string().length(500),
    actorId: p.uuid().nullable(),
  },
  indexes: [
    { name: 'stock_adjustment_list_idx', properties: ['companyId', 'createdAt', 'id'] },
    { name: 'stock_adjustment_warehouse_idx', properties: ['companyId', 'warehouseId'] },
  ],
});

/** The kardex: append-only (the application role may only insert and read). `quantity` is signed. */
export const StockMovement = defineEntity({
  name: 'StockMovement',
  tableName: 'stock_movement',
  ...ownTable('stock_movement'),
  properties: {
    ...own,
    recordedAt: p.datetime().defaultRaw('now()'),
    effectiveDate: p.type('date').$type<string>(),
    warehouseId: reference(Warehouse, 'warehouse_id'),
    productId: reference(Product, 'product_id'),
    kind: p.enum(['sale', 'sale_cancelled', 'adjustment', 'opening', 'note_return', 'note_return_cancelled'] as const),
    sourceId: p.uuid(),
    sourceLine: p.integer(),
    quantity: quantity(),
    unitCost: unitAmount(),
    balance: quantity(),
    averageCost: unitAmount(),
  },
  uniques: [
    ...ownTable('stock_movement').uniques,
    { name: 'stock_movement_source_key', properties: ['companyId', 'kind', 'sourceId', 'sourceLine'] },
  ],
  indexes: [
    { name: 'stock_movement_kardex_idx', properties: ['companyId', 'productId', 'warehouseId', 'recordedAt', 'id'] },
    { name: 'stock_movement_warehouse_idx', properties: ['companyId', 'warehouseId', 'recordedAt', 'id'] },
    // A month of an item in a stock book.
    {
      name: 'stock_movement_book_idx',
      properties: ['companyId', 'productId', 'warehouseId', 'effectiveDate', 'id'],
    },
    { name: 'stock_movement_list_idx', properties: ['companyId', 'recordedAt', 'id'] },
  ],
  checks: [{ name: 'stock_movement_quantity_nonzero', expression: 'quantity <> 0' }],
});
