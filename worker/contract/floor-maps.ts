import * as z from 'zod';
import { Id, Instant, listOf } from './common.ts';
import { Dimensions, Position, Table } from './tables.ts';

export const floorElementTypes = ['wall', 'door', 'window', 'kitchen_entrance', 'restroom', 'bar'] as const;

export const FloorElement = z
  .object({
    id: z.string().min(1).max(64),
    type: z.enum(floorElementTypes),
    position: Position,
    dimensions: Dimensions,
    rotation: z.number().min(-360).max(360).optional(),
    color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'Give a colour as #rrggbb.')
      .optional(),
    label: z.string().max(60).optional(),
  })
  .meta({ id: 'FloorElement' });
export type FloorElement = z.infer<typeof FloorElement>;

export const FloorMap = z
  .object({
    id: Id,
    restaurantId: Id,
    name: z.string(),
    dimensions: Dimensions,
    backgroundImage: z.string().optional(),
    tables: z.array(Table),
    staticElements: z.array(FloorElement),
    isActive: z.boolean(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'FloorMap' });
export type FloorMap = z.infer<typeof FloorMap>;

export const FloorMapQuery = z.object({
  floorMapId: z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .transform(Number)
    .optional(),
});

/**
 * Updates the map that `floorMapId` names (default: the first active one). Tables may come along to be placed; a table
 * that is left out is not deleted.
 */
export const UpdateFloorMap = z.object({
  name: z.string().trim().min(1).max(60).optional(),
  dimensions: Dimensions.optional(),
  backgroundImage: z.string().max(300).nullable().optional(),
  staticElements: z.array(FloorElement).max(400).optional(),
  isActive: z.boolean().optional(),
  tables: z
    .array(
      z.object({
        id: Id,
        position: Position.optional(),
        dimensions: Dimensions.optional(),
        rotation: z.number().min(-360).max(360).optional(),
        shape: Table.shape.shape.optional(),
      }),
    )
    .max(400)
    .optional(),
});
export type UpdateFloorMap = z.infer<typeof UpdateFloorMap>;

export const CreateFloorMap = z.object({
  name: z.string().trim().min(1).max(60),
  dimensions: Dimensions.default({ width: 1200, height: 800 }),
  staticElements: z.array(FloorElement).max(400).default([]),
});

export const FloorMapList = listOf(FloorMap.omit({ tables: true, staticElements: true }));
