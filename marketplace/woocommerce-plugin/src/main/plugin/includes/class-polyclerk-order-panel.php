<?php
/**
 * The panel on the page of an order.
 *
 * @package Polyclerk
 */

defined( 'ABSPATH' ) || exit;

/**
 * Shows what was said about an order, on both of WooCommerce's order pages.
 */
final class Polyclerk_Order_Panel {

	/**
	 * Registers hooks.
	 */
	public static function hooks() {
		add_action( 'add_meta_boxes', array( __CLASS__, 'add' ) );
	}

	/**
	 * Adds the panel.
	 */
	public static function add() {
		if ( array() === Polyclerk_Options::connection() || ! current_user_can( 'edit_shop_orders' ) ) {
			return;
		}
		// With order tables the page has another name than with posts.
		$screen = function_exists( 'wc_get_page_screen_id' ) ? wc_get_page_screen_id( 'shop-order' ) : 'shop_order';
		add_meta_box( 'polyclerk-order', 'Polyclerk', array( __CLASS__, 'show' ), $screen, 'side' );
	}

	/**
	 * Shows the panel.
	 *
	 * @param WP_Post|WC_Order $subject The order, or the post that it is.
	 */
	public static function show( $subject ) {
		$order = $subject instanceof WP_Post ? wc_get_order( $subject->ID ) : $subject;
		if ( ! $order || ! current_user_can( 'edit_shop_orders' ) ) {
			return;
		}
		$path   = 'shop/orders?' . http_build_query(
			array(
				'id'       => $order->get_id(),
				'number'   => $order->get_order_number(),
				'customer' => $order->get_customer_id(),
			)
		);
		$talked = Polyclerk_Server::ask( 'GET', $path, array(), 5 );
		if ( is_wp_error( $talked ) ) {
			printf( '<p>%s</p>', esc_html( $talked->get_error_message() ) );
			return;
		}
		$conversations = isset( $talked['conversations'] ) && is_array( $talked['conversations'] ) ? $talked['conversations'] : array();
		$tickets       = isset( $talked['tickets'] ) && is_array( $talked['tickets'] ) ? $talked['tickets'] : array();
		if ( array() === $conversations && array() === $tickets ) {
			printf( '<p>%s</p>', esc_html__( 'Nobody has asked about this order yet.', 'polyclerk' ) );
			return;
		}
		$connection = Polyclerk_Options::connection();
		echo '<ul>';
		foreach ( $conversations as $one ) {
			printf(
				'<li><a href="%1$s" target="_blank" rel="noopener">%2$s</a> (%3$s)</li>',
				esc_url( $connection['server'] . '/console/#/conversations/' . rawurlencode( (string) $one['id'] ) ),
				/* translators: %s: date and time */
				esc_html( sprintf( __( 'Conversation of %s', 'polyclerk' ), self::time( (string) $one['updatedAt'] ) ) ),
				esc_html( (string) $one['channel'] )
			);
		}
		foreach ( $tickets as $one ) {
			printf(
				'<li><a href="%1$s" target="_blank" rel="noopener">%2$s</a></li>',
				esc_url( $connection['server'] . '/console/#/tickets' ),
				/* translators: 1: number of the ticket, 2: its state */
				esc_html( sprintf( __( 'Ticket %1$s: %2$s', 'polyclerk' ), (string) $one['id'], (string) $one['state'] ) )
			);
		}
		echo '</ul>';
	}

	/**
	 * A time as the site writes it.
	 *
	 * @param string $time ISO 8601.
	 * @return string
	 */
	private static function time( $time ) {
		$seconds = strtotime( $time );
		return false === $seconds ? '' : (string) wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), $seconds );
	}
}
